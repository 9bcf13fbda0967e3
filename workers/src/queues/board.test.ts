// The board of the queues: there for staff whose session stands, and nothing to anybody else; on both backends.
import { sessions } from '@exchange/db/accounts/tables';
import { aStaffUser, aUser } from '@exchange/db/fixtures';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import jwt from '@fastify/jwt';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHealth } from '../health.ts';
import { openQueue, type JobQueue } from '../queue.ts';
import { startRedis, type TestRedis } from '../testing.ts';
import { BOARD_PATH, createBoard, toShown } from './board.ts';
import { withoutLoaders } from './page.ts';

const secret = 'a secret of the tests, of 32 or more';
const ID = '019abc00-0000-7000-8000-000000000001';

/** Signs as the api does. */
async function sign(claims: { sub: string; sid: string }, by = secret, expiresIn = 900): Promise<string> {
  const app = fastify();
  await app.register(jwt, { secret: by });
  await app.ready();
  const token = app.jwt.sign(claims, { expiresIn });
  await app.close();
  return token;
}

describe.each(['redis', 'postgres'] as const)('the board of queues on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let queue: JobQueue;
  let server: Awaited<ReturnType<typeof serveHealth>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    queue = await openQueue({ redis: redis?.url, database: database.url }, () => undefined);
    const plugin = createBoard({ db: database.db, queue, secret });
    const health = { ready: async () => undefined, metrics: async () => 'exchange 1\n' };
    server = await serveHealth(0, health, { path: BOARD_PATH, plugin });
  });
  afterAll(async () => {
    await server.close();
    await queue.close();
    await redis?.stop();
    await database.drop();
  });

  const ask = (path: string, token?: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${String(server.port)}${path}`, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  async function aSession(person: { id: string }) {
    const [row] = await database.db.insert(sessions).values({ userId: person.id }).returning({ id: sessions.id });
    return { sub: person.id, sid: row!.id };
  }

  it('is not there for anybody but staff, whatever they ask and however', async () => {
    const staff = await aSession(await aStaffUser(database.db));
    const tokens = [
      undefined,
      'no token',
      await sign(await aSession(await aUser(database.db))),
      await sign(staff, 'another secret, of 32 characters or more'),
      await sign(staff, secret, 1 - 60),
      await sign({ ...staff, sid: ID }),
    ];
    for (const token of tokens)
      for (const path of [BOARD_PATH, `${BOARD_PATH}/api/queues`, `${BOARD_PATH}/static/favicon.ico`]) {
        const answer = await ask(path, token);
        expect([answer.status, await answer.text()]).toEqual([404, 'not found\n']);
      }
    await database.db.update(sessions).set({ revokedAt: new Date() });
    expect((await ask(BOARD_PATH, await sign(staff))).status).toBe(404);
    expect([(await ask('/healthz')).status, (await ask('/metrics')).status]).toEqual([200, 200]);
  });

  it('shows staff every queue with its jobs, and of these their ids only', async () => {
    const token = await sign(await aSession(await aStaffUser(database.db)));
    await queue.enqueue([
      { name: 'email.send', payload: { emailIds: [ID] }, delayMs: 3_600_000 },
      { name: 'listing.match', payload: { listingId: 'ida@example.org' } },
    ]);
    const page = await ask(BOARD_PATH, token);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    const html = await page.text();
    expect(html).toContain(`<base href="${BOARD_PATH}/" />`);
    expect(html).not.toMatch(/https?:\/\/|<style| style=/);
    const of = async (name: string) => {
      const answer = await ask(
        `${BOARD_PATH}/api/queues?activeQueue=${name}&status=latest&page=1&jobsPerPage=10`,
        token,
      );
      expect(answer.status).toBe(200);
      const { queues } = (await answer.json()) as { queues: { name: string; counts: object; jobs: object[] }[] };
      expect(queues.map((one) => one.name).sort()).toEqual(['mail', 'work']);
      return queues.find((one) => one.name === name);
    };
    const read = { readOnlyMode: true, allowRetries: false };
    const mail = {
      ...read,
      counts: { delayed: 1, waiting: 0 },
      jobs: [{ name: 'email.send', data: { emailIds: [ID] } }],
    };
    expect(await of('mail')).toMatchObject(mail);
    const work = { ...read, counts: { delayed: 0, waiting: 1 }, jobs: [{ data: { listingId: '…' } }] };
    expect(await of('work')).toMatchObject(work);
  });

  it('lets nobody press anything', async () => {
    const token = await sign(await aSession(await aStaffUser(database.db)));
    for (const [path, method] of [
      ['queues/work/empty', 'PUT'],
      ['queues/pause', 'PUT'],
      ['queues/mail/add', 'POST'],
    ] as const)
      expect((await ask(`${BOARD_PATH}/api/${path}`, token, method)).status).toBe(404);
    expect((await queue.count()).work.waiting).toBe(1);
  });
});

it('shows of a job’s data nothing but ids', () => {
  const data = { id: ID, to: 'ida@example.org', list: [ID, 'words', 3, null], inside: { token: 'x', of: ID } };
  expect(toShown(data)).toEqual({ id: ID, to: '…', list: [ID, '…', '…', '…'], inside: { token: '…', of: ID } });
});

it('leaves the board’s own files in its page', () => {
  const own = '<link href="static/css/main.css" rel="stylesheet"><script defer src="static/js/main.js"></script>';
  expect(
    withoutLoaders(`<link href="https://fonts.example/x" rel="stylesheet">\n${own}<style>a{}</style><p style="x:y">`),
  ).toBe(`\n${own}<p>`);
});
