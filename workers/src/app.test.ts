// The whole way on both backends: a listing is published, it can be found, and whoever asked is mailed, with the reasons.
import { ListingQuery } from '@exchange/contracts';
import { interestAlerts } from '@exchange/db/interests/tables';
import { aFunder, anInterest } from '@exchange/db/interests/fixtures';
import { emails } from '@exchange/db/emails/tables';
import { aListing, anOrganisation, aUser } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { matches } from '@exchange/db/matching/tables';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { outbox } from '@exchange/db/outbox/tables';
import { addSynonym } from '@exchange/db/searches/synonyms';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { createListingIndex } from '@exchange/search/create';
import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkers, type Workers } from './app.ts';
import { readConfig } from './config.ts';
import { eventually, headerOf, startMailServer, startRedis, type TestMailServer, type TestRedis } from './testing.ts';
import { publish } from './testing-data.ts';

describe.each(['redis', 'postgres'] as const)('the workers on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let mail: TestMailServer;
  let workers: Workers;

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    mail = await startMailServer();
    const config = readConfig({
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      SMTP_URL: mail.url,
      MAIL_FROM: 'The Exchange <hello@exchange.example.org>',
      LOG_LEVEL: 'silent',
      WORKERS_PORT: '0',
      WORKERS_LEASE_SECONDS: '2',
      MAIL_GATHER_SECONDS: '0',
    });
    workers = await startWorkers({ config });
  });
  afterAll(async () => {
    await workers.stop();
    await mail.stop();
    await redis?.stop();
    await database.drop();
  });

  const at = (path: string) => fetch(`http://127.0.0.1:${String(workers.healthPort)}${path}`);
  const figures = async () => (await at('/metrics')).text();

  it('take a published listing to the index and to the funder it fits', async () => {
    const { db } = database;
    const funder = await aUser(db, { name: 'Fay Funder', email: `fay-${backend}@example.org` });
    const nesta = await anOrganisation(db, {
      name: 'NESTA',
      roles: ['funder'],
      members: [{ user: funder, role: 'editor' }],
    });
    const interestId = await anInterest(db, {
      organisationId: nesta.id,
      userId: funder.id,
      name: 'Sight loss in the North East',
      criteria: { asks: ['investment'], regions: ['TLC'], investment: { min: 25_000, max: 250_000 } } as never,
    });
    await eventually('the interest matched', async () =>
      (await figures()).includes('exchange_jobs_total{job="interest.match",result="done"} 1'),
    );
    const listing = await aListing(db, { title: 'One team for low vision' });
    const began = Date.now();
    await publish(db, listing.id);

    const message = await eventually('the mail', () => mail.received.at(-1));
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(message.subject).toBe('One team for low vision fits ‘Sight loss in the North East’');
    expect(message.to).toMatchObject({ value: [{ address: funder.email }] });
    expect(message.text).toContain('£50,000–£120,000');
    expect(message.html).toContain('£50,000–£120,000');
    const [row] = await db.select().from(emails).where(eq(emails.userId, funder.id));
    expect(message.messageId).toBe(`<${row!.id}@exchange.example.org>`);
    await eventually('the record', async () => {
      const [sent] = await db.select().from(emails).where(eq(emails.id, row!.id));
      return sent?.state === 'sent' && sent.attempts === 1 && sent.sentAt;
    });
    const [alert] = await db
      .select()
      .from(interestAlerts)
      .where(and(eq(interestAlerts.interestId, interestId), eq(interestAlerts.userId, funder.id)));
    expect(headerOf(message, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(message, 'list-unsubscribe')).toBe(
      `<http://localhost:4000/api/v1/unsubscribe?token=${alert!.token}>`,
    );
    expect(headerOf(message, 'auto-submitted')).toBe('auto-generated');

    const index = createListingIndex({ databaseUrl: database.url });
    const search = async () => (await index.search(ListingQuery.parse({ q: 'low vision' }))).items.map(({ id }) => id);
    await eventually('the listing in the index', async () => (await search()).includes(listing.id));
    await updateListingState(db, listing.id, { state: 'archived' });
    await appendToOutbox(db, 'listing.changed', { listingId: listing.id });
    await eventually('the listing out of the index', async () => !(await search()).includes(listing.id));
    await index.close();
  });

  it('serve their health and figures', async () => {
    expect((await at('/healthz')).status).toBe(200);
    expect((await at('/readyz')).status).toBe(200);
    expect((await at('/nothing')).status).toBe(404);
    expect(await figures()).toMatch(/exchange_emails_total\{kind="match",outcome="sent"\} 1/);
    expect(await figures()).toMatch(/exchange_jobs_total\{job="listing.match",result="done"\} 1/);
    expect(await figures()).toContain('exchange_outbox_waiting 0');
  });

  it('tell of what an interest finds by a synonym that staff have just added', async () => {
    const { db } = database;
    const { user, want } = await aFunder(db);
    await publish(db, (await aListing(db, { title: 'Friends for good', problem: 'Too few befriending schemes.' })).id);
    const interestId = await want({ q: 'buddies' });
    await eventually('the interest matched', () =>
      db.$count(outbox, and(eq(outbox.payload, { interestId }), isNotNull(outbox.doneAt))),
    );
    expect(await db.$count(matches, eq(matches.interestId, interestId))).toBe(0);
    await addSynonym(db, { from: 'buddies', to: 'befriending schemes', bothWays: true }, user);
    const message = await eventually('the mail', () =>
      mail.received.find(({ to }) => [to].flat().some((one) => one?.text === user.email)),
    );
    expect(message.text).toContain('Has the words “befriending schemes” (you look for buddies)');
  });
});
