// The api for tests: the real app on a real database of the test file's own, asked without a socket.
import type { ErrorBody, FieldProblem, User } from '@exchange/contracts';
import { aListing, aPublishedListing, anOrganisation, aStaffUser, aUser, PASSWORD } from '@exchange/db/fixtures';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { openListingIndex } from '@exchange/search/create';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import type { Context } from './context.ts';

/** The parts of replies that tests look at; which of them are there depends on the reply. */
export interface ReplyBody {
  error: ErrorBody['error'] & { fields: FieldProblem[] };
  user: User;
  accessToken: string;
  refreshToken: string;
  id: string;
  slug: string;
  state: string;
  version: number;
  items: ({ id: string } & Record<string, unknown>)[];
  nextCursor: string | null;
  [part: string]: unknown;
}

/** A reply: its status, its headers, and its body read as JSON (undefined when there is none). */
export interface Reply {
  status: number;
  headers: Record<string, unknown>;
  body: ReplyBody;
  text: string;
}

interface Asking {
  method?: InjectOptions['method'];
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

export interface TestApi {
  /** What the services are given: the database, the index, the configuration. */
  context: Context;
  app: FastifyInstance;
  database: TestDatabase;
  db: TestDatabase['db'];
  /** Moves the api's clock on by so many milliseconds. */
  passTime: (ms: number) => void;
  /** Asks under /api/v1; without a method it is a GET, or a POST when there is a body. */
  ask: (path: string, asking?: Asking) => Promise<Reply>;
  /** Signs a person of `aUser` in. @returns the access token */
  signIn: (user: { email: string }) => Promise<string>;
  aUser: (given?: Parameters<typeof aUser>[1]) => ReturnType<typeof aUser>;
  aStaffUser: () => ReturnType<typeof aStaffUser>;
  anOrganisation: (given?: Parameters<typeof anOrganisation>[1]) => ReturnType<typeof anOrganisation>;
  aListing: (given?: Parameters<typeof aListing>[1]) => ReturnType<typeof aListing>;
  aPublishedListing: (given?: Parameters<typeof aPublishedListing>[1]) => ReturnType<typeof aPublishedListing>;
  close: () => Promise<void>;
}

/**
 * Starts it; close it after the last test. Rate limits are off unless asked for.
 * @param meiliIndex the name of its own index, where `env` names a Meilisearch that others use too
 */
export async function createTestApi(env: Record<string, string> = {}, meiliIndex?: string): Promise<TestApi> {
  const database = await createTestDatabase();
  const config: Config = readConfig({
    DATABASE_URL: database.url,
    EXCHANGE_SECRET: 'a secret for tests, and long enough for it',
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const index = openListingIndex({ ...config, meiliIndex });
  await index.sync();
  let passed = 0;
  const app = await buildApp({ config, database, index, clock: () => new Date(Date.now() + passed) });
  await app.ready();
  const { db } = database;
  const ask = askOf(app);
  return {
    app,
    context: app.context,
    database,
    db,
    ask,
    passTime: (ms) => (passed += ms),
    signIn: async ({ email }) => {
      const { body } = await ask('/auth/login', { body: { email, password: PASSWORD } });
      return body.accessToken;
    },
    aUser: (given) => aUser(db, given),
    aStaffUser: () => aStaffUser(db),
    anOrganisation: (given) => anOrganisation(db, given),
    aListing: (given) => aListing(db, given),
    aPublishedListing: (given) => aPublishedListing(db, given),
    close: async () => {
      await app.close();
      await index.close();
      await database.drop();
    },
  };
}

function askOf(app: FastifyInstance): TestApi['ask'] {
  return async (path, { method, body, token, headers }: Asking = {}) => {
    const reply = await app.inject({
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      url: path.startsWith('/api/') || !path.startsWith('/') ? path : `/api/v1${path}`,
      ...(body === undefined ? {} : { payload: body as Record<string, unknown> }),
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    const isJson = String(reply.headers['content-type']).includes('json');
    const read = isJson && reply.payload !== '' ? (JSON.parse(reply.payload) as unknown) : undefined;
    return { status: reply.statusCode, headers: reply.headers, body: read as ReplyBody, text: reply.payload };
  };
}
