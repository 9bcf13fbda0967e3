// The whole workers on bad days: a database that is killed mid-job, a Redis that is emptied, and many of everything at once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@exchange/db';
import { findFreePort, startEmbeddedPostgres } from '@exchange/db/embedded/index';
import { emails } from '@exchange/db/emails/tables';
import { aListing } from '@exchange/db/fixtures';
import { aFunder } from '@exchange/db/interests/fixtures';
import { migrateDatabase } from '@exchange/db/migrate';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorkers, type Workers } from './app.ts';
import { readConfig } from './config.ts';
import { openQueue } from './queue.ts';
import { relayOnce } from './relay.ts';
import { publish } from './testing-data.ts';
import { eventually, startMailServer, startRedis, type TestMailServer } from './testing.ts';

let mail: TestMailServer;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  mail = await startMailServer();
  closers.push(mail.stop);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(databaseUrl: string, redisUrl?: string): Promise<Workers> {
  const workers = await startWorkers({
    config: readConfig({
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SMTP_URL: mail.url,
      MAIL_GATHER_SECONDS: '0',
      LOG_LEVEL: 'silent',
      WORKERS_LEASE_SECONDS: '2',
    }),
  });
  closers.push(workers.stop);
  return workers;
}
async function aDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  closers.push(database.drop);
  return database;
}
const publishOne = async (db: TestDatabase['db'], title: string) => {
  const { id } = await aListing(db, { title });
  await publish(db, id);
};
const ids = () => mail.received.map(({ messageId }) => messageId);

it('a database that is killed while a message is being sent: it is written down when it is back, and sent once', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-bad-days-'));
  const options = { directory, port: await findFreePort(), settings: { fsync: 'off' } };
  let server = await startEmbeddedPostgres(options);
  closers.push(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  await migrateDatabase(server.url);
  const { db, close } = openDatabase(server.url);
  closers.push(close);
  await (await aFunder(db)).want();
  await start(server.url);
  const gate = Promise.withResolvers<undefined>();
  let asked = 0;
  mail.onMessage = () => {
    asked += 1;
    return gate.promise;
  };
  await publishOne(db, 'Killed in the middle');
  await eventually('the conversation', () => asked === 1);
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  gate.resolve(undefined);
  server = await eventually('a server again', () => startEmbeddedPostgres(options).catch(() => false as const));
  await eventually('the record', () =>
    db.$count(emails, eq(emails.state, 'sent')).then(
      (count) => count === 1,
      () => false,
    ),
  );
  expect(ids()).toHaveLength(1);
}, 60_000);

it('a Redis that is emptied: what it was to do is done nevertheless, and it is given its schedules again', async () => {
  const database = await aDatabase();
  const { db } = database;
  const redis = await startRedis();
  closers.push(redis.stop);
  await (await aFunder(db)).want();
  await publishOne(db, 'Forgotten');
  // Handed on, and forgotten before anybody began.
  const queue = await openQueue({ redis: redis.url, database: database.url }, () => undefined);
  closers.push(queue.close);
  while ((await relayOnce(database, queue, () => undefined)) > 0);
  const client = new Redis(redis.url);
  closers.push(() => client.disconnect());
  await client.flushall();
  await start(database.url, redis.url);
  await eventually('the mail', () => mail.received.length === 1);
  await client.flushall();
  await eventually('the schedules', () => queue.isRepeating('outbox.sweep'));
  await publishOne(db, 'Afterwards');
  await eventually('the later mail', () => mail.received.length === 2);
  const open = and(isNull(outbox.doneAt), ne(outbox.event, 'email.requested'));
  await eventually('nothing left to do', async () => (await db.$count(outbox, open)) === 0);
  expect(new Set(ids()).size).toBe(2);
}, 60_000);

describe.each(['postgres', 'redis'] as const)('four workers and four relays at once on %s', (backend) => {
  it('tell each reader of each listing once', async () => {
    const database = await aDatabase();
    const { db } = database;
    const redis = backend === 'redis' ? await startRedis() : undefined;
    if (redis) closers.push(redis.stop);
    const people = await Promise.all(Array.from({ length: 8 }, () => aFunder(db)));
    for (const { want } of people) await want();
    await Promise.all(Array.from({ length: 4 }, () => start(database.url, redis?.url)));
    await Promise.all(Array.from({ length: 6 }, (_, at) => publishOne(db, `Listing ${at}`)));
    await eventually('all told', async () => {
      const pending = await db.$count(emails, eq(emails.state, 'pending'));
      const waiting = await db.$count(outbox, and(isNull(outbox.doneAt)));
      return pending + waiting === 0;
    });
    expect(new Set(ids()).size).toBe(ids().length);
    for (const { user } of people) {
      const texts = mail.received.filter(({ to }) => [to].flat()[0]?.text.includes(user.email)).map(({ text }) => text);
      for (let at = 0; at < 6; at += 1) {
        const told = texts.filter((text) => text?.includes(`Listing ${at}\n`));
        expect(told, `${user.name} of listing ${at}`).toHaveLength(1);
      }
    }
  }, 60_000);
});
