// Limits, addresses, logs, health and configuration.
import { createServer, type Server } from 'node:net';
import { openDatabase } from '@exchange/db';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createTestApi, type TestApi } from '../testing.ts';
import { webKeyOf } from './client-address.ts';
import { withoutSecrets } from './request-log.ts';

let api: TestApi;
const start = async (env: Record<string, string> = {}) => (api = await createTestApi(env));
afterEach(() => api.close());

/** Lets nobody into a database any more, and throws out who is in. */
async function cutOff(url: string): Promise<void> {
  const address = new URL(url);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  const server = openDatabase(address.href, { max: 1 });
  await server.db.execute(sql.raw(`alter database ${name} allow_connections false`));
  await server.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`);
  await server.close();
}

const SECRET = 'a secret for tests, and long enough for it';
const fromVisitor = (address: string, key = webKeyOf(SECRET)) => ({
  headers: { 'x-exchange-client-address': address, 'x-exchange-web-key': key },
});

describe('rate limits', () => {
  it('count an address, say when to come back, and leave health alone', async () => {
    await start({ RATE_LIMIT_PER_MINUTE: '3' });
    for (let asked = 0; asked < 3; asked += 1) expect((await api.ask('/listings/suggest?q=')).status).toBe(200);
    const refused = await api.ask('/listings/suggest?q=');
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
  });

  it("believe a visitor's address only from the web", async () => {
    await start({ RATE_LIMIT_PER_MINUTE: '2' });
    const ask = async (address: string, key?: string) =>
      (await api.ask('/listings/suggest?q=', fromVisitor(address, key))).status;
    for (let visitor = 1; visitor <= 5; visitor += 1) expect(await ask(`192.0.2.${String(visitor)}`)).toBe(200);
    const forged: number[] = [];
    for (let visitor = 1; visitor <= 4; visitor += 1) forged.push(await ask(`198.51.100.${String(visitor)}`, 'forged'));
    expect(forged).toEqual([200, 200, 429, 429]);
  });

  it('count an account, from whatever addresses it comes', async () => {
    await start({ RATE_LIMIT_PER_MINUTE: '3' });
    const token = await api.signIn(await api.aUser());
    const statuses: number[] = [];
    for (let address = 1; address <= 4; address += 1)
      statuses.push((await api.ask('/me', { token, ...fromVisitor(`192.0.2.${String(address)}`) })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('are tighter where passwords are guessed and mail is caused', async () => {
    await start({ RATE_LIMIT_PER_MINUTE: '100' });
    const statuses: number[] = [];
    for (let asked = 0; asked < 11; asked += 1)
      statuses.push((await api.ask('/auth/forgot-password', { body: { email: 'nobody@example.org' } })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
  });
});

describe('readiness', () => {
  it('names what is away within three seconds, and tells nothing of the inside', async () => {
    const silent: Server = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    await start({ REDIS_URL: `redis://127.0.0.1:${String(port)}` });
    const reply = await api.app.inject('/readyz');
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toMatchObject({ status: 'away', away: ['queue'] });
    expect((await api.ask('/reference')).status).toBe(200);
    await cutOff(api.database.url);
    const without = await api.app.inject('/readyz');
    expect(without.json<{ away: string[] }>().away).toContain('database');
    const failed = await api.ask('/reference');
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect(failed.text).not.toMatch(/pool|select|postgres/i);
    // Closed for good once the api, which still waits for an answer, is.
    silent.close();
  });
});

describe('the log', () => {
  it('has no tokens in it', async () => {
    await start();
    expect(withoutSecrets('/api/v1/unsubscribe?token=abc&x=1')).toBe('/api/v1/unsubscribe?token=…&x=1');
    expect(withoutSecrets('/a?x=1&Token=abc')).toBe('/a?x=1&Token=…');
  });
});

describe('configuration', () => {
  it('is refused with a sentence that names what is wrong', async () => {
    await start();
    const good = { DATABASE_URL: 'postgres://u:p@h/d', EXCHANGE_SECRET: 'x'.repeat(32) };
    expect(readConfig(good)).toMatchObject({ port: 4000, rateLimitPerMinute: 600, keepsMail: true });
    expect(readConfig({ ...good, SMTP_URL: 'smtp://h', REDIS_URL: '' })).toMatchObject({ keepsMail: false });
    expect(() => readConfig({})).toThrow(/DATABASE_URL is not set; EXCHANGE_SECRET is not set/);
    expect(() => readConfig({ ...good, EXCHANGE_SECRET: 'short' })).toThrow(/EXCHANGE_SECRET must be 32 characters/);
    expect(() => readConfig({ ...good, API_PORT: 'abc' })).toThrow(/API_PORT/);
  });
});
