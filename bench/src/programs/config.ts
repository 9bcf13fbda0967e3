// What the bench's own small programs are told by their environment.
import { z } from 'zod';

const ProgramConfigSchema = z.object({
  PATH: z.string().default(''),
  HOME: z.string().default(''),
  DATABASE_URL: z.string().default(''),
  RAW_PORT: z.coerce.number().int().default(0),
  SMTP_PORT: z.coerce.number().int().default(0),
});

/** The settings, and what every program needs from the shell. */
export function readProgramConfig() {
  const { PATH, HOME, ...config } = ProgramConfigSchema.parse(process.env);
  return { ...config, shell: { PATH, HOME } };
}
