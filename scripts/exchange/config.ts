// What `npm start` is told by its environment, read once; a mistake stops it with a sentence that says what to do.
import path from 'node:path';
import { z } from 'zod';
import { root } from '../lib/packages.mjs';
import { Problem } from '../lib/problem.mjs';

const empty = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const port = z.coerce
  .number('must be a port, 1 to 65535')
  .int()
  .min(1, 'must be 1 to 65535')
  .max(65_535, 'must be 1 to 65535');
const portOr = (fallback: number) => z.preprocess(empty, port.default(fallback));

export const ScriptsConfigSchema = z.object({
  /** Where the database, the logs and the secret lie; a relative path starts at the project's folder. */
  EXCHANGE_DATA: z.preprocess(empty, z.string().default('.data')),
  /** A PostgreSQL of your own; unset, one is started here. */
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address like postgres://user:password@host:5432/exchange',
    }),
  ),
  /** Where the embedded PostgreSQL listens; unset, on a free port. */
  PG_PORT: optional(port),
  API_PORT: portOr(4000),
  API_HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  API_URL: optional(z.string()),
  API_PUBLIC_URL: optional(z.string()),
  WEB_PORT: portOr(3000),
  WEB_HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  WEB_PUBLIC_URL: optional(z.string()),
  WORKERS_PORT: optional(port),
  WORKERS_URL: optional(z.string()),
  /** Signs what must not be forged; unset, one is made and kept with the data. */
  EXCHANGE_SECRET: optional(z.string().min(32, 'must be 32 characters or more')),
  /** The first staff account. */
  EXCHANGE_STAFF_EMAIL: optional(z.email('must be an email address')),
  EXCHANGE_STAFF_PASSWORD: optional(
    z.string().min(12, 'must be 12 characters or more').max(128, 'must be 128 characters or fewer'),
  ),
  SMTP_URL: optional(z.string()),
});
export type ScriptsConfig = z.infer<typeof ScriptsConfigSchema>;

/** Reads the environment. @throws Problem that names every setting that is wrong */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): ScriptsConfig {
  const result = ScriptsConfigSchema.safeParse(environment);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Problem(`The exchange cannot start: ${problems.join('; ')}. See .env.example.`);
  }
  const config = result.data;
  if (config.API_PORT === config.WEB_PORT) {
    throw new Problem(`API_PORT and WEB_PORT are both ${config.API_PORT}: choose two different ones.`);
  }
  return { ...config, EXCHANGE_DATA: path.resolve(root, config.EXCHANGE_DATA) };
}
