// Every attempt is written down, with what the mail server said; and what it says of an address decides on later mail.
import { emailAttempts, suppressedAddresses } from '@exchange/db/emails/tables-delivery';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendEmails } from './send-emails.ts';
import { openPostOffice, type PostOffice } from './testing.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset());

const historyOf = async (id: string) => {
  const { db } = office.database;
  const rows = await db
    .select()
    .from(emailAttempts)
    .where(eq(emailAttempts.emailId, id))
    .orderBy(asc(emailAttempts.id));
  return rows.map(({ number, result, reply, worker }) => ({ number, result, reply, worker }));
};
const suppressed = async () => {
  const rows = await office.database.db.select().from(suppressedAddresses);
  return rows.map(({ address, reason, detail, emailId }) => ({ address, reason, detail, emailId }));
};

describe('the history of a message', () => {
  it('has each attempt, what the server said, and who tried', async () => {
    const id = await office.ask();
    office.server.onRecipient = () => ({ code: 451, text: '4.7.1 Greylisted, come back later' });
    await sendEmails([id], office.parts({ worker: 'first:1' }));
    office.server.onRecipient = () => undefined;
    await office.makeDue(id);
    await sendEmails([id], office.parts({ worker: 'second:2' }));
    expect(await historyOf(id)).toEqual([
      { number: 1, result: 'postponed', reply: '451 4.7.1 Greylisted, come back later', worker: 'first:1' },
      { number: 2, result: 'sent', reply: expect.stringMatching(/^250 /) as string, worker: 'second:2' },
    ]);
  });

  it('has what the server said even where no database takes it as it is: half an emoji, a NUL', async () => {
    const said = `4.7.1 \0${'x'.repeat(488)}\u{1F4EE} later`;
    const [taken, refused] = [await office.ask(), await office.ask()];
    office.server.thanks = said;
    await sendEmails([taken], office.parts());
    office.server.onRecipient = () => ({ code: 451, text: said });
    await sendEmails([refused], office.parts());
    expect(await historyOf(taken)).toMatchObject([{ result: 'sent', reply: expect.stringContaining('xxx') as string }]);
    expect(await historyOf(refused)).toMatchObject([
      { result: 'postponed', reply: expect.stringContaining('xxx') as string },
    ]);
  });

  it('has what was kept, given up, or not told any more', async () => {
    const ids = [
      await office.ask(),
      await office.ask({ kind: 'listing_published', data: { listingId: crypto.randomUUID() } }),
    ];
    await sendEmails(ids, office.parts({ transport: undefined }));
    const refused = await office.ask();
    office.server.onRecipient = () => ({ code: 554, text: '5.7.1 Not from you' });
    await sendEmails([refused], office.parts());
    const results = (await Promise.all([...ids, refused].map(historyOf))).flat().map(({ result }) => result);
    expect(results).toEqual(['kept', 'cancelled', 'failed']);
  });
});

describe('an address where nobody is', () => {
  it.each([
    [550, 'no such person'],
    [550, '5.1.1 User unknown'],
    [553, 'mailbox name not allowed'],
    [550, '5.2.1 Disabled'],
  ])('is known from %i %s, and gets no more mail', async (code, text) => {
    const to = 'Gone@example.org';
    const first = await office.ask({ to });
    office.server.onRecipient = () => ({ code, text });
    await sendEmails([first], office.parts());
    const detail = `${String(code)} ${text}`;
    expect(await suppressed()).toEqual([{ address: to, reason: 'hard_bounce', detail, emailId: first }]);
    office.server.onRecipient = () => undefined;
    const reset = { kind: 'reset_password', data: { name: 'Ida', token: 'secret' } } as const;
    const later = [await office.ask({ to: 'gone@EXAMPLE.org' }), await office.ask({ to, ...reset })];
    await sendEmails(later, office.parts());
    expect((await Promise.all(later.map(office.rowOf))).map(({ state, data }) => ({ state, data }))).toEqual([
      { state: 'suppressed', data: { name: 'Ida' } },
      { state: 'suppressed', data: {} },
    ]);
    expect(await historyOf(later[0]!)).toMatchObject([{ number: 1, result: 'suppressed' }]);
    expect(office.server.received).toEqual([]);
  });

  it.each([
    [450, 'mailbox busy'],
    [552, '5.2.2 Mailbox full'],
    [550, '5.7.1 Blocked by policy'],
    [554, 'transaction failed'],
  ])('is not known from %i %s', async (code, text) => {
    office.server.onRecipient = () => ({ code, text });
    await sendEmails([await office.ask()], office.parts());
    expect(await suppressed()).toEqual([]);
  });

  it('is not known from what is said of the message', async () => {
    office.server.onMessage = () => Promise.reject(Object.assign(new Error('5.6.0 no'), { responseCode: 550 }));
    const id = await office.ask();
    await sendEmails([id], office.parts());
    expect(await office.rowOf(id)).toMatchObject({ state: 'failed', error: '550 5.6.0 no' });
    expect(await suppressed()).toEqual([]);
  });
});

describe('whoever complained', () => {
  it('gets no alerts, and still gets into their account', async () => {
    const to = 'fay@example.org';
    await office.database.db.insert(suppressedAddresses).values({ address: to, reason: 'complaint' });
    const listing = { kind: 'listing_published', data: { listingId: crypto.randomUUID() } } as const;
    const ids = [
      await office.ask({ to, kind: 'match', data: {} }),
      await office.ask({ to, kind: 'digest', data: {} }),
      await office.ask({ to, ...listing }),
      await office.ask({ to, kind: 'reset_password', data: { name: 'Fay', token: 'secret' } }),
    ];
    await sendEmails(ids, office.parts());
    const states = (await Promise.all(ids.map(office.rowOf))).map(({ state }) => state);
    expect(states).toEqual(['suppressed', 'suppressed', 'suppressed', 'sent']);
    expect(office.server.received.map(({ subject }) => subject)).toEqual(['Choose a new password']);
  });
});
