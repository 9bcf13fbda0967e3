// The real program, killed outright between publishing and mail, and started again: the mail goes out, once. On both backends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { emails } from '@exchange/db/emails/tables';
import { anInterest } from '@exchange/db/interests/fixtures';
import { aListing, anOrganisation, aUser } from '@exchange/db/fixtures';
import { countWaiting } from '@exchange/db/outbox/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publish } from './testing-data.ts';
import { eventually, freePort, startMailServer, startRedis, type TestMailServer, type TestRedis } from './testing.ts';

const main = new URL('main.ts', import.meta.url).pathname;
const running = new Set<ChildProcess>();

/** Starts the program as a deployment does. */
function start(environment: Record<string, string | undefined>): ChildProcess {
  // What Node compiled at the starts before is kept: a third of what a start takes.
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [main], { env: { PATH, NODE_COMPILE_CACHE, ...environment }, stdio: 'pipe' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (!running.has(child)) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}

describe.each(['redis', 'postgres'] as const)('the workers on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let mail: TestMailServer;
  let port: number;
  let to: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    const user = await aUser(database.db);
    const funder = await anOrganisation(database.db, { roles: ['funder'], members: [{ user, role: 'viewer' }] });
    await anInterest(database.db, { organisationId: funder.id, userId: user.id });
    to = user.email;
    mail = await startMailServer();
    port = await freePort();
  });
  beforeEach(() => {
    mail.onMessage = () => undefined;
    mail.received.splice(0);
  });
  afterAll(async () => {
    for (const child of running) await end(child, 'SIGKILL');
    await mail.stop();
    await redis?.stop();
    await database.drop();
  });

  const startWorkers = async () => {
    const child = start({
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      SMTP_URL: mail.url,
      LOG_LEVEL: 'error',
      WORKERS_PORT: String(port),
      WORKERS_LEASE_SECONDS: '2',
      MAIL_GATHER_SECONDS: '0',
    });
    await eventually('the workers', () =>
      fetch(`http://127.0.0.1:${String(port)}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return child;
  };
  /** Those that the test before left at work, or else new ones: a start costs more than all else here. */
  const atWork = async () => [...running][0] ?? (await startWorkers());
  /** Waits for the outcome, and for a second message that overtakes whatever might still come of the first. */
  const expectOnce = async (what: string) => {
    const sent = () => mail.received.filter(({ subject }) => subject?.startsWith(what));
    await eventually('the mail', () => sent().length > 0, 30);
    await eventually(
      'nothing pending',
      async () =>
        (await database.db.$count(emails, eq(emails.state, 'pending'))) === 0 &&
        (await countWaiting(database.db)).waiting === 0,
    );
    const later = await aListing(database.db, { title: 'What came later' });
    await publish(database.db, later.id);
    await eventually('the later mail', () =>
      mail.received.some(({ subject }) => subject?.startsWith('What came later')),
    );
    expect(sent()).toHaveLength(1);
    expect(sent()[0]!.to).toMatchObject({ value: [{ address: to }] });
  };

  it('killed as a listing is published, mail it once when they are back', async () => {
    const first = await atWork();
    const listing = await aListing(database.db, { title: 'Killed at publishing' });
    await publish(database.db, listing.id);
    await end(first, 'SIGKILL');
    const second = await startWorkers();
    await expectOnce('Killed at publishing');
    expect(await end(second, 'SIGTERM')).toBe(0);
  }, 60_000);

  it('killed while the mail server has not taken the message yet, mail it once when they are back', async () => {
    const first = await atWork();
    const killed = Promise.withResolvers<never>();
    killed.promise.catch(() => undefined);
    let asked = 0;
    mail.onMessage = () => {
      asked += 1;
      return asked === 1 ? killed.promise : undefined;
    };
    const listing = await aListing(database.db, { title: 'Killed at sending' });
    await publish(database.db, listing.id);
    await eventually('the conversation', () => asked === 1);
    await end(first, 'SIGKILL');
    killed.reject(new Error('the line broke before the message was taken on'));
    await startWorkers();
    await expectOnce('Killed at sending');
  }, 60_000);

  it('asked to stop in the middle, finish what was begun first', async () => {
    const child = await atWork();
    const gate = Promise.withResolvers<undefined>();
    let asked = 0;
    mail.onMessage = () => {
      asked += 1;
      return gate.promise;
    };
    const listing = await aListing(database.db, { title: 'Stopped at sending' });
    await publish(database.db, listing.id);
    await eventually('the conversation', () => asked === 1);
    const exited = end(child, 'SIGTERM');
    gate.resolve(undefined);
    expect(await exited).toBe(0);
    expect(mail.received).toHaveLength(1);
    expect(await database.db.$count(emails, eq(emails.state, 'pending'))).toBe(0);
  }, 60_000);
});

describe('the program', () => {
  const failure = async (environment: Record<string, string>) => {
    const child = start(environment);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  };

  it('says in one sentence what it needs', async () => {
    const { code, said } = await failure({});
    expect(code).toBe(1);
    expect(said).toMatch(/^The workers cannot start: DATABASE_URL must be an address like .*\n$/);
  });

  it('says in one sentence what does not answer', async () => {
    const port = await freePort();
    const { code, said } = await failure({ DATABASE_URL: `postgres://nobody@127.0.0.1:${String(port)}/none` });
    expect(code).toBe(1);
    expect(said).toMatch(/^The database at 127\.0\.0\.1:\d+ cannot be used \(.*\)\. Start PostgreSQL .*\n$/);
  });
});
