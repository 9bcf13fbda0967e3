// Mail about matches says what is so when it is sent: rights are looked at again, and what was seen meanwhile is not told.
import { memberships } from '@exchange/db/accounts/tables';
import { composeDigest } from '@exchange/db/emails/digests';
import { emails } from '@exchange/db/emails/tables';
import { aPublishedListing } from '@exchange/db/fixtures';
import { aFunder } from '@exchange/db/interests/fixtures';
import { interestAlerts, interests } from '@exchange/db/interests/tables';
import { listings } from '@exchange/db/listings/tables';
import { matchListing } from '@exchange/db/matching/match-listing';
import { matches } from '@exchange/db/matching/tables';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendEmails } from '../emails/send-emails.ts';
import { openPostOffice, type PostOffice } from '../emails/testing.ts';

let office: PostOffice;
let db: PostOffice['database']['db'];
beforeAll(async () => {
  office = await openPostOffice();
  db = office.database.db;
});
afterAll(() => office.close());
beforeEach(async () => {
  office.server.received.length = 0;
  await db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`);
});

const now = new Date('2026-03-02T08:00:00Z');
const publish = async (title: string, evidenceLevel = 1) => {
  const { id } = await aPublishedListing(db, { title, evidenceLevel });
  await matchListing(db, id, now, 10);
  return id;
};
/** Sends what waits, its time having come. */
async function send() {
  await db.update(emails).set({ notBefore: sql`now()` });
  const rows = await db.select({ id: emails.id }).from(emails);
  await sendEmails(
    rows.map(({ id }) => id),
    office.parts(),
  );
  return office.server.received;
}

describe('what was gathered', () => {
  it('comes in one mail, the best first, with the one-click link of the one interest', async () => {
    const { user, want } = await aFunder(db);
    await want();
    await publish('First found');
    await publish('Best found', 3);
    const [mail, ...others] = await send();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('2 new listings fit ‘What we want to hear about’');
    expect(mail?.text?.indexOf('Best found')).toBeLessThan(mail?.text?.indexOf('First found') ?? 0);
    expect(mail?.text).toContain('You get this because you asked to hear at once');
    const [alert] = await db.select().from(interestAlerts).where(eq(interestAlerts.userId, user.id));
    expect(JSON.stringify([...mail!.headers])).toContain(`unsubscribe?token=${alert!.token}`);
  });

  it('names ten and counts the rest', async () => {
    const { want } = await aFunder(db);
    await want();
    for (let n = 1; n <= 12; n += 1) await publish(`Number ${String(n)} of them`);
    const [mail] = await send();
    expect(mail?.subject).toBe('12 new listings fit ‘What we want to hear about’');
    expect(mail?.text?.match(/Number \d+ of them/g)).toHaveLength(10);
    expect(mail?.text).toContain('2 more fit');
  });
});

/** What may happen between the writing of a message and its sending. */
const meanwhile: Record<string, (listingId: string) => Promise<unknown>> = {
  'the listing was paused': (id) => db.update(listings).set({ state: 'paused' }).where(eq(listings.id, id)),
  'the listing was archived': (id) => db.update(listings).set({ state: 'archived' }).where(eq(listings.id, id)),
  'the match has ended': (id) => db.update(matches).set({ endedAt: now }).where(eq(matches.listingId, id)),
  'they have seen it on the site': (id) => db.update(matches).set({ state: 'seen' }).where(eq(matches.listingId, id)),
  'they have shortlisted it': (id) => db.update(matches).set({ state: 'shortlisted' }).where(eq(matches.listingId, id)),
  'they have dismissed it': (id) => db.update(matches).set({ state: 'dismissed' }).where(eq(matches.listingId, id)),
};
const ended: Record<string, () => Promise<unknown>> = {
  'the person has left the organisation': () => db.delete(memberships),
  'the interest was deleted': () => db.delete(interests),
  'the alert was switched off': () => db.update(interestAlerts).set({ frequency: 'off' }),
};

describe('a message that waits', () => {
  it.each(['instant', 'daily'] as const)('leaves out what is no longer so (%s)', async (frequency) => {
    const { user, want } = await aFunder(db);
    await want({}, frequency);
    await publish('What still holds');
    const gone = new Map<string, string>();
    for (const what of Object.keys(meanwhile)) gone.set(what, await publish(`Gone, because ${what}`));
    if (frequency === 'daily') await composeDigest(db, user.id, 'daily', '2026-03-02', now);
    for (const [what, happen] of Object.entries(meanwhile)) await happen(gone.get(what)!);
    const [mail] = await send();
    expect(mail?.subject).toBe('What still holds fits ‘What we want to hear about’');
    expect(mail?.text).not.toContain('Gone');
  });

  it.each(Object.entries(ended))('is cancelled when %s', async (_, happen) => {
    const { want } = await aFunder(db);
    await want();
    await publish('One');
    await happen();
    expect(await send()).toEqual([]);
    const rows = await db.select().from(emails);
    expect(rows).toMatchObject([{ state: 'cancelled', error: expect.stringContaining('nothing is left') as string }]);
  });
});
