// Sending over a real SMTP server that misbehaves in every way it can, and keeping mail where there is none.
import { interestAlerts } from '@exchange/db/interests/tables';
import { anInterest } from '@exchange/db/interests/fixtures';
import { requestEmail, type EmailRequest } from '@exchange/db/emails/queries';
import { extendLease } from '@exchange/db/emails/sending';
import { emails } from '@exchange/db/emails/tables';
import { anOrganisation, aPublishedListing, aUser } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { matchListing } from '@exchange/db/matching/match-listing';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseFrom } from '../mail/message.ts';
import { createRenderer } from '../mail/render.ts';
import { openTransport, type MailTransport } from '../mail/transport.ts';
import { eventually, freePort, startMailServer, type TestMailServer } from '../testing.ts';
import { createPrepare } from './compose-email.ts';
import { createRecorder } from './record-sent.ts';
import { sendEmails, type Outcome, type SendingParts } from './send-emails.ts';

let database: TestDatabase;
let server: TestMailServer;
let transport: MailTransport;
let stop: AbortController;
let outcomes: Outcome[];
let serial = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  server = await startMailServer();
  transport = openTransport(server.url);
  stop = new AbortController();
  outcomes = [];
});
afterEach(async () => {
  transport.close();
  await server.stop();
});

const places = { webUrl: 'http://localhost:3000', apiUrl: 'http://localhost:4000' };
const parts = (changes: Partial<SendingParts> = {}): SendingParts => ({
  db: database.db,
  transport,
  prepare: createPrepare(database.db, places),
  render: createRenderer(places).render,
  record: createRecorder(database.db),
  from: parseFrom('The Exchange <hello@exchange.example.org>'),
  leaseSeconds: 2,
  now: () => new Date(),
  stopping: stop.signal,
  onOutcome: (outcome) => void outcomes.push(outcome),
  ...changes,
});

async function ask(changes: Partial<EmailRequest> = {}): Promise<string> {
  serial += 1;
  const id = await requestEmail(database.db, {
    key: `known:${String(serial)}`,
    kind: 'already_registered',
    to: `person-${String(serial)}@example.org`,
    data: { name: 'Ida' },
    ...changes,
  });
  return id!;
}
const rowOf = async (id: string) => {
  const [row] = await database.db.select().from(emails).where(eq(emails.id, id));
  return row!;
};
const makeDue = (ids: string[]) =>
  database.db
    .update(emails)
    .set({ notBefore: sql`now()` })
    .where(inArray(emails.id, ids));
/** Seconds until the next attempt. */
const waitOf = async (id: string) => Math.round(((await rowOf(id)).notBefore.getTime() - Date.now()) / 1000);

describe('sending', () => {
  it('sends each row once, whoever asks for it and how often', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => ask()));
    await Promise.all([sendEmails(ids, parts()), sendEmails(ids, parts()), sendEmails([...ids].reverse(), parts())]);
    await sendEmails(ids, parts());
    expect(server.received).toHaveLength(50);
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(50);
    const [mail] = server.received;
    expect(mail!.from?.value).toEqual([{ address: 'hello@exchange.example.org', name: 'The Exchange' }]);
    const states = await database.db
      .select({ state: emails.state, attempts: emails.attempts })
      .from(emails)
      .where(inArray(emails.id, ids));
    expect(states.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
  });

  it('puts off what the server cannot take now (4xx), and sends it later', async () => {
    const id = await ask();
    server.onRecipient = () => ({ code: 451, text: 'try again later' });
    await sendEmails([id], parts());
    expect(await rowOf(id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      error: expect.stringContaining('try again later') as string,
    });
    expect(await waitOf(id)).toBeGreaterThan(55);
    await sendEmails([id], parts());
    expect((await rowOf(id)).attempts).toBe(1);
    await makeDue([id]);
    await sendEmails([id], parts());
    expect(await waitOf(id)).toBeGreaterThan(115);
    server.onRecipient = () => undefined;
    await makeDue([id]);
    await sendEmails([id], parts());
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 3, error: null });
    expect(server.received).toHaveLength(1);
  });

  it('gives up what the server will never take (5xx), and sends the rest of the batch', async () => {
    const bad = await ask({ to: 'nobody@example.org' });
    const good = await ask();
    server.onRecipient = (address) =>
      address.startsWith('nobody') ? { code: 550, text: 'no such person' } : undefined;
    await sendEmails([bad, good], parts());
    expect(await rowOf(bad)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('no such person') as string,
    });
    expect(await rowOf(good)).toMatchObject({ state: 'sent' });
    expect(outcomes.sort()).toEqual(['failed', 'sent']);
  });

  it('gives up what could not be sent for three days', async () => {
    const id = await ask();
    server.onRecipient = () => ({ code: 451, text: 'try again later' });
    await sendEmails([id], parts({ now: () => new Date(Date.now() + 4 * 86_400_000) }));
    expect(await rowOf(id)).toMatchObject({ state: 'failed' });
  });

  it('waits for a server that is away, and sends when it is back', async () => {
    const port = await freePort();
    const away = openTransport(`smtp://127.0.0.1:${String(port)}`);
    const id = await ask();
    await sendEmails([id], parts({ transport: away }));
    expect(await rowOf(id)).toMatchObject({
      state: 'pending',
      error: expect.stringContaining('ECONNREFUSED') as string,
    });
    const back = await startMailServer(port);
    await makeDue([id]);
    await sendEmails([id], parts({ transport: away }));
    expect(back.received).toHaveLength(1);
    away.close();
    await back.stop();
  });

  it('holds its rows for as long as the server takes, and another worker leaves them alone', async () => {
    const id = await ask();
    const gate = Promise.withResolvers<undefined>();
    server.onMessage = () => gate.promise;
    const sending = sendEmails([id], parts({ leaseSeconds: 1 }));
    const first = (await rowOf(id)).notBefore;
    await eventually('a longer lease', async () => (await rowOf(id)).notBefore > first);
    await sendEmails([id], parts());
    gate.resolve(undefined);
    await sending;
    expect(server.received).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('begins nothing new once it is to stop, and lets go of what it had taken', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => ask()));
    const gate = Promise.withResolvers<undefined>();
    let begun = 0;
    server.onMessage = () => {
      begun += 1;
      return gate.promise;
    };
    const sending = sendEmails(ids, parts());
    const ended = expect(sending).rejects.toThrow('stopped before 4 messages were begun');
    await eventually('all connections busy', () => begun === 8);
    stop.abort();
    gate.resolve(undefined);
    await ended;
    expect(server.received).toHaveLength(8);
    await sendEmails(ids, parts({ stopping: new AbortController().signal }));
    expect(server.received).toHaveLength(12);
    expect((await Promise.all(ids.map(rowOf))).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('does not lengthen the lease of what is settled', async () => {
    const id = await ask();
    await sendEmails([id], parts());
    const { notBefore } = await rowOf(id);
    await extendLease(database.db, [id], 600);
    expect((await rowOf(id)).notBefore).toEqual(notBefore);
  });

  it('puts off a row it can make nothing of, and sends the others', async () => {
    const broken = await ask({ data: {} });
    const alsoBroken = await ask({ kind: 'match', data: { userId: 'x' } });
    const good = await ask();
    await sendEmails([broken, alsoBroken, good], parts());
    expect((await Promise.all([broken, alsoBroken, good].map(rowOf))).map(({ state }) => state)).toEqual([
      'pending',
      'pending',
      'sent',
    ]);
  });
});

describe('secrets', () => {
  const secret = 'a-token-nobody-may-read';
  const verify = { kind: 'verify_email', data: { name: 'Ida', token: secret } } as const;

  it('are gone once the server has the message', async () => {
    const id = await ask(verify);
    await sendEmails([id], parts());
    expect(server.received[0]!.text).toContain(secret);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', subject: 'Confirm your email address', data: {} });
    expect(JSON.stringify(await rowOf(id))).not.toContain(secret);
  });
  it('are gone when it is given up', async () => {
    const id = await ask(verify);
    server.onRecipient = () => ({ code: 550, text: 'no such person' });
    await sendEmails([id], parts());
    expect(JSON.stringify(await rowOf(id))).not.toContain(secret);
  });
  it('stay readable where mail is kept', async () => {
    const id = await ask(verify);
    await sendEmails([id], parts({ transport: undefined }));
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'kept', subject: 'Confirm your email address' });
    expect(row.text).toContain(secret);
    expect(row.html).toContain(secret);
    expect(row.headers).toMatchObject({
      From: 'The Exchange <hello@exchange.example.org>',
      'Message-ID': `<${id}@exchange.example.org>`,
    });
  });
});

describe('mail about matches', () => {
  /** A published listing that fits an interest, and the row that tells of it. */
  async function aMatchMail() {
    const { db } = database;
    const user = await aUser(db);
    const funder = await anOrganisation(db, { roles: ['funder'], members: [{ user, role: 'viewer' }] });
    const interestId = await anInterest(db, { organisationId: funder.id, userId: user.id, name: 'All of it' });
    const listing = await aPublishedListing(db);
    await matchListing(db, listing.id, new Date());
    const [row] = await db.select({ id: emails.id }).from(emails).where(eq(emails.userId, user.id));
    return { id: row!.id, user, interestId, listing };
  }

  it('is sent with the ways to stop it, the text that reads well, and kept without its HTML', async () => {
    const { id, user, listing } = await aMatchMail();
    await sendEmails([id], parts());
    const [mail] = server.received;
    expect(mail!.to).toMatchObject({ value: [{ address: user.email }] });
    expect(mail!.subject).toBe(`${listing.title!} fits ‘All of it’`);
    expect(mail!.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringContaining('/api/v1/unsubscribe?token=') as string },
    });
    expect(await rowOf(id)).toMatchObject({ state: 'sent', html: null });
  });

  it('is cancelled when the listing was taken down meanwhile', async () => {
    const { id, listing } = await aMatchMail();
    await updateListingState(database.db, listing.id, { state: 'paused' });
    await sendEmails([id], parts());
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled' });
    expect(server.received).toEqual([]);
  });

  it('is cancelled when the alert was switched off meanwhile', async () => {
    const { id, interestId } = await aMatchMail();
    await database.db.update(interestAlerts).set({ frequency: 'off' }).where(eq(interestAlerts.interestId, interestId));
    await sendEmails([id], parts());
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled' });
    expect(outcomes).toEqual(['cancelled']);
  });
});

describe('mail to a listing’s writer', () => {
  it('tells of publishing and of changes asked for, and is cancelled for who has left', async () => {
    const { db } = database;
    const [writer, stranger] = [await aUser(db), await aUser(db)];
    const charity = await anOrganisation(db, { members: [{ user: writer, role: 'owner' }] });
    const listing = await aPublishedListing(db, { organisationId: charity.id, title: 'One team' });
    const data = { listingId: listing.id };
    const ids = [
      await ask({ kind: 'listing_published', to: writer.email, userId: writer.id, data }),
      await ask({
        kind: 'changes_requested',
        to: writer.email,
        userId: writer.id,
        data: { ...data, note: 'How many?' },
      }),
      await ask({ kind: 'listing_published', to: stranger.email, userId: stranger.id, data }),
    ];
    await sendEmails(ids, parts());
    expect(server.received.map(({ subject }) => subject).sort()).toEqual([
      'Changes asked for: One team',
      'Published: One team',
    ]);
    expect((await Promise.all(ids.map(rowOf))).map(({ state }) => state)).toEqual(['sent', 'sent', 'cancelled']);
  });
});
