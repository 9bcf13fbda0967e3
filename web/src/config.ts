// The web's environment, read once and checked; nothing else in src reads process.env.
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((value) => value.replace(/\/+$/, ''))
  .describe('without a slash at the end');

export const ConfigSchema = z.object({
  /** Where the web listens. */
  WEB_PORT: port.default(3000),
  WEB_HOST: z.string().default('127.0.0.1'),
  /** How the web reaches the api. */
  API_URL: origin.default('http://127.0.0.1:4000'),
  /** How the web reaches a worker, for the board of the queues that staff see; unset, there is none. */
  WORKERS_URL: z.preprocess((value) => (value === '' ? undefined : value), origin.optional()),
  /** How people reach the api: the Atom and CSV links. */
  API_PUBLIC_URL: origin.default('http://localhost:4000'),
  /** How people reach the web: canonical addresses. */
  WEB_PUBLIC_URL: origin.default('http://localhost:3000'),
  /** Where people write to about the exchange, shown on its pages; unset, none is shown. */
  CONTACT_EMAIL: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.email('must be an email address, like team@example.org').optional(),
  ),
  /** Shared with the api; proves to it that the web speaks. */
  EXCHANGE_SECRET: z.string().min(32, 'must be 32 characters or more'),
});
export type Config = z.infer<typeof ConfigSchema>;

/**
 * Reads the configuration from an environment.
 * @throws Error with one sentence that names every variable that is missing or wrong
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const result = ConfigSchema.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`The web cannot start: ${problems.join('; ')}.`);
}

let config: Config | undefined;

/** The configuration of this process; read at the first call, so that building needs no environment. */
export function getConfig(): Config {
  config ??= readConfig(process.env);
  return config;
}
