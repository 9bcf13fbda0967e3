// What somebody is mailed when their account is made safer or less safe: such mail always comes.
import { z } from 'zod';

export const securityEvents = [
  'second_step_on',
  'second_step_off',
  'second_step_reset',
  'password_changed',
  'recovery_code_used',
  'api_key_made',
] as const;
export const SecurityEvent = z.enum(securityEvents);
export type SecurityEvent = z.infer<typeof SecurityEvent>;
