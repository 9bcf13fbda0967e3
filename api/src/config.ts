// What the api is told by its environment: read once, and refused with a sentence that says what to do.
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const address = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` });

export const ApiConfigSchema = z
  .object({
    DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/exchange'),
    REDIS_URL: address(/^rediss?$/, 'redis://host:6379').optional(),
    MEILI_URL: address(/^https?$/, 'http://host:7700').optional(),
    MEILI_KEY: z.string().optional(),
    SMTP_URL: address(/^smtps?$/, 'smtp://host:25').optional(),
    API_HOST: z.string().default('127.0.0.1'),
    API_PORT: port(4000),
    API_PUBLIC_URL: address(/^https?$/, 'https://api.example.org').default('http://localhost:4000'),
    WEB_PUBLIC_URL: address(/^https?$/, 'https://example.org').default('http://localhost:3000'),
    /** Signs access tokens, and proves to the api that the web speaks. */
    EXCHANGE_SECRET: z.string().min(32, 'must be 32 characters or more: make one with `openssl rand -base64 48`'),
    /** What our own mail server shows when it hands bounces and complaints to /mail/events; unset, none are taken. */
    MAIL_EVENTS_TOKEN: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.string().min(32, 'must be 32 characters or more: make one with `openssl rand -base64 48`').optional(),
    ),
    /** Requests a minute from one address, and for one account; 0 is off. */
    RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(600),
    /** Where the register of charities is asked, and the key to it; without a key it is not. */
    CHARITY_REGISTER_URL: address(/^https?$/, 'https://api.charitycommission.gov.uk/register/api').default(
      'https://api.charitycommission.gov.uk/register/api',
    ),
    CHARITY_REGISTER_KEY: z.string().optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    meiliUrl: env.MEILI_URL,
    meiliKey: env.MEILI_KEY,
    /** Mail is kept and shown in the mailbox only while there is no server to send it. */
    keepsMail: env.SMTP_URL === undefined,
    host: env.API_HOST,
    port: env.API_PORT,
    publicUrl: env.API_PUBLIC_URL.replace(/\/$/, ''),
    webUrl: env.WEB_PUBLIC_URL.replace(/\/$/, ''),
    secret: env.EXCHANGE_SECRET,
    mailEventsToken: env.MAIL_EVENTS_TOKEN,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    charityRegister:
      env.CHARITY_REGISTER_KEY === undefined
        ? undefined
        : { url: env.CHARITY_REGISTER_URL.replace(/\/$/, ''), key: env.CHARITY_REGISTER_KEY },
    logLevel: env.LOG_LEVEL,
  }));
export type Config = z.output<typeof ApiConfigSchema>;

/** Reads the environment. An empty value counts as not set. Throws an error that names each variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = ApiConfigSchema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return given[name] === undefined ? `${name} is not set` : `${name} ${message}`;
  });
  throw new Error(`The api cannot start: ${problems.join('; ')}.`);
}
