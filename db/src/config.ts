// What the database's own commands are told by their environment, read once.
import { z } from 'zod';

const empty = (value: unknown) => (value === '' ? undefined : value);

export const DbConfigSchema = z.object({
  DATABASE_URL: z.preprocess(
    empty,
    z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address like postgres://user:password@host:5432/exchange',
    }),
  ),
  /** The first staff account. */
  EXCHANGE_STAFF_EMAIL: z.preprocess(empty, z.email('must be an email address').optional()),
  EXCHANGE_STAFF_PASSWORD: z.preprocess(
    empty,
    z.string().min(12, 'must be 12 characters or more').max(128, 'must be 128 characters or fewer').optional(),
  ),
});
export type DbConfig = z.infer<typeof DbConfigSchema>;

/** Reads the environment. @throws an Error that names every setting that is missing or wrong */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): DbConfig {
  const result = DbConfigSchema.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`The database command cannot run: ${problems.join('; ')}. See .env.example.`);
}
