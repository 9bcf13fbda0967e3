// What time does to listings, by a clock of the test's own: publishing at the hour chosen, the nudge and the pause.
import { auditEntries } from '@exchange/db/moderation/tables';
import { emails } from '@exchange/db/emails/tables';
import { aListing, anOrganisation, aPublishedListing, aUser } from '@exchange/db/fixtures';
import { assignListingSlug, findListing, touchListing, updateListingState } from '@exchange/db/listings/queries';
import { listings } from '@exchange/db/listings/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tendListings } from './tend-listings.ts';

let database: TestDatabase;
let db: TestDatabase['db'];
let ownerId = '';
let organisationId = '';
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  const [owner, editor] = [await aUser(db), await aUser(db)];
  ownerId = owner.id;
  const members = [
    { user: owner, role: 'owner' as const },
    { user: editor, role: 'editor' as const },
  ];
  organisationId = (await anOrganisation(db, { members })).id;
});
afterAll(() => database.drop());

const stateOf = async (id: string) => (await findListing(db, id))?.state;
const mailAbout = async (id: string) =>
  db
    .select({ kind: emails.kind, userId: emails.userId, data: emails.data })
    .from(emails)
    .where(sql`${emails.data}->>'listingId' = ${id}`)
    .orderBy(asc(emails.id));
const eventsOf = async (id: string) =>
  (
    await db
      .select()
      .from(outbox)
      .where(sql`${outbox.payload}->>'listingId' = ${id}`)
  ).map(({ event }) => event);
/** Last touched at noon of a day. */
const aPublicSince = async (day: string, owner = organisationId, isDemonstration = false) => {
  const { id } = await aPublishedListing(db, { organisationId: owner, isDemonstration });
  await db
    .update(listings)
    .set({ updatedAt: new Date(`${day}T12:00:00Z`) })
    .where(eq(listings.id, id));
  return id;
};
const at = (instant: string) => tendListings(db, new Date(instant));

describe('publishing at the hour chosen', () => {
  const anApproved = async (publishAt: string, needsReview = false) => {
    const { id } = await aListing(db, { organisationId, createdBy: ownerId });
    await updateListingState(db, id, { state: 'paused', publishAt: new Date(publishAt), needsReview });
    await assignListingSlug(db, id, `due-${id}`);
    return id;
  };

  it('happens then, not before, and once', async () => {
    const id = await anApproved('2027-03-28T08:00:00Z');
    await at('2027-03-28T07:59:59Z');
    expect(await stateOf(id)).toBe('paused');
    // A Sunday, on which nobody is nudged.
    await Promise.all([at('2027-03-28T08:00:00Z'), at('2027-03-28T08:00:00Z')]);
    await at('2027-03-28T08:05:00Z');
    expect(await findListing(db, id)).toMatchObject({
      state: 'published',
      publishAt: null,
      publishedAt: '2027-03-28T08:00:00.000Z',
    });
    expect(await eventsOf(id)).toEqual(['listing.published']);
    expect((await mailAbout(id)).map(({ kind }) => kind)).toEqual(['listing_published']);
    expect(await db.$count(auditEntries, eq(auditEntries.subjectId, id))).toBe(1);
  });

  it('waits for the review when it was changed after its approval', async () => {
    const id = await anApproved('2027-03-01T08:00:00Z', true);
    await at('2027-03-30T08:00:00Z');
    expect(await stateOf(id)).toBe('paused');
  });
});

describe('what nobody touches', () => {
  it('gets one nudge after six months, and is paused after nine', async () => {
    const id = await aPublicSince('2030-01-02');
    await at('2030-07-01T12:00:00Z');
    expect(await mailAbout(id)).toEqual([]);
    for (const day of ['02', '03', '04']) await at(`2030-07-${day}T13:00:00Z`);
    expect(await mailAbout(id)).toEqual([
      { kind: 'listing_untouched', userId: ownerId, data: { listingId: id, isPaused: false } },
    ]);
    // The mail carries the database's time; a month has gone for it as well.
    await db.update(emails).set({ createdAt: new Date('2030-07-02T13:00:00Z') });
    await at('2030-10-01T12:00:00Z');
    expect(await stateOf(id)).toBe('published');
    await at('2030-10-02T13:00:00Z');
    expect(await stateOf(id)).toBe('paused');
    expect(await eventsOf(id)).toEqual(['listing.changed']);
    expect((await mailAbout(id)).at(-1)?.data).toEqual({ listingId: id, isPaused: true });
    await at('2030-10-03T13:00:00Z');
    expect((await mailAbout(id)).length).toBe(2);
  });

  it('waits for a working day, and for a month after the nudge', async () => {
    const id = await aPublicSince('2031-01-05');
    // Saturday, then Monday; after an outage of a year the nudge still comes first.
    await at('2032-01-03T12:00:00Z');
    expect(await mailAbout(id)).toEqual([]);
    await at('2032-01-05T12:00:00Z');
    expect((await mailAbout(id)).length).toBe(1);
    await db.update(emails).set({ createdAt: new Date('2032-01-05T12:00:00Z') });
    await at('2032-01-06T12:00:00Z');
    expect(await stateOf(id)).toBe('published');
    await at('2032-02-04T12:00:00Z');
    expect(await stateOf(id)).toBe('paused');
  });

  it('is asked about anew once somebody has said that it holds', async () => {
    const id = await aPublicSince('2033-01-04');
    await at('2033-07-05T12:00:00Z');
    await touchListing(db, id);
    await db
      .update(listings)
      .set({ updatedAt: new Date('2033-07-06T12:00:00Z') })
      .where(eq(listings.id, id));
    await at('2033-10-05T12:00:00Z');
    expect([await stateOf(id), (await mailAbout(id)).length]).toEqual(['published', 1]);
    await at('2034-01-09T12:00:00Z');
    expect((await mailAbout(id)).length).toBe(2);
  });

  it('leaves alone what has no owner to ask, and demonstrations', async () => {
    const orphan = await aPublicSince('2034-01-03', (await anOrganisation(db)).id);
    const shown = await aPublicSince('2034-01-03', organisationId, true);
    await at('2035-06-05T12:00:00Z');
    for (const id of [orphan, shown]) expect([await stateOf(id), await mailAbout(id)]).toEqual(['published', []]);
  });
});
