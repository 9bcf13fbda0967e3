// What the bench's own small programs are told by their environment.
import { z } from 'zod';

const ProgramConfigSchema = z.object({
  DATABASE_URL: z.string().default(''),
  RAW_PORT: z.coerce.number().int().default(0),
  SMTP_PORT: z.coerce.number().int().default(0),
});

export const readProgramConfig = () => ProgramConfigSchema.parse(process.env);
