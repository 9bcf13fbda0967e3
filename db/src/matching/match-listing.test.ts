// A listing is matched: rows, reasons, revisions, and whom it mails.
import { and, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { memberships } from '../accounts/tables.ts';
import { emailedListings, emails } from '../emails/tables.ts';
import { anOrganisation, aPublishedListing, aUser } from '../fixtures.ts';
import { setAlert } from '../interests/alerts.ts';
import { aFunder } from '../interests/fixtures.ts';
import { listings } from '../listings/tables.ts';
import { outbox } from '../outbox/tables.ts';
import { ownDatabase } from '../testing-file.ts';
import { matchListing } from './match-listing.ts';
import { matches } from './tables.ts';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`));

const now = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-04-02T09:00:00Z');

/** As if a worker had taken on the mail that waits: what is found next does not go into it. */
const takeMail = () => db.update(emails).set({ isGathering: false });
const revise = (id: string) =>
  db
    .update(listings)
    .set({ materialRevision: sql`material_revision + 1`, version: sql`version + 1`, stage: 'scale' })
    .where(eq(listings.id, id));
const theMatch = async (listingId: string, interestId: string) => {
  const [row] = await db
    .select()
    .from(matches)
    .where(and(eq(matches.listingId, listingId), eq(matches.interestId, interestId)));
  return row;
};

describe('matchListing', () => {
  it('writes a match with the values its reasons are worded from', async () => {
    const { want } = await aFunder(db);
    const interest = await want({
      asks: ['investment'],
      investment: { min: 25_000, max: 100_000 },
      serviceAreas: ['health_social_care'],
      localAuthorities: ['E08000037'],
      regions: ['TLE'],
      stages: ['pilot', 'scale'],
      beneficiaries: ['older_people', 'carers'],
      minEvidence: 1,
      q: 'magnifiers',
    });
    const listing = await aPublishedListing(db, {
      serviceAreas: ['health_social_care.low_vision', 'employment_services'],
      regions: ['TLC'],
      couldWorkIn: ['TLE'],
    });
    expect(await matchListing(db, listing.id, now)).toEqual({ fits: 1, found: 1, ended: 0, mails: 1 });
    expect(await theMatch(listing.id, interest)).toMatchObject({
      state: 'new',
      materialRevision: 1,
      reasons: [
        { code: 'ask_fits', asks: ['investment'] },
        { code: 'amount_fits', kind: 'investment', min: 50_000, max: 120_000, wantedMin: 25_000, wantedMax: 100_000 },
        { code: 'service_area_fits', serviceAreas: ['health_social_care'] },
        { code: 'region_fits', places: ['TLC'] },
        { code: 'stage_fits', stage: 'pilot' },
        { code: 'beneficiaries_fit', beneficiaries: ['older_people'] },
        { code: 'evidence_fits', level: 1, reviewed: false, minEvidence: 1 },
        { code: 'words_found', q: 'magnifiers' },
      ],
      nearMiss: [
        { code: 'amount_partly', kind: 'investment', min: 50_000, max: 120_000, wantedMin: 25_000, wantedMax: 100_000 },
        { code: 'could_work_in_region', regions: ['TLE'] },
        { code: 'beneficiaries_miss', beneficiaries: ['carers'] },
        { code: 'evidence_not_reviewed', level: 1 },
      ],
    });
  });

  it('gives 100 to a listing that meets everything named in full', async () => {
    const { want } = await aFunder(db);
    const interest = await want({
      asks: ['investment'],
      investment: { min: 10_000, max: 500_000 },
      serviceAreas: ['health_social_care'],
      localAuthorities: ['E08000037'],
      stages: ['pilot'],
      innovationTypes: ['new_service'],
      beneficiaries: ['older_people'],
      q: 'sight',
      verifiedOnly: true,
    });
    const organisation = await anOrganisation(db, { verified: true });
    const listing = await aPublishedListing(db, { organisationId: organisation.id, localAuthorities: ['E08000037'] });
    await db.update(listings).set({ reviewedEvidenceLevel: 5 }).where(eq(listings.id, listing.id));
    await matchListing(db, listing.id, now);
    expect(await theMatch(listing.id, interest)).toMatchObject({ score: 100, nearMiss: [] });
  });

  it('changes nothing when it runs again, or twice at once', async () => {
    const { want } = await aFunder(db);
    await want();
    const listing = await aPublishedListing(db);
    await Promise.all([matchListing(db, listing.id, now), matchListing(db, listing.id, now)]);
    const before = [await db.select().from(matches), await db.select().from(emails), await db.select().from(outbox)];
    expect(await matchListing(db, listing.id, later)).toEqual({ fits: 1, found: 0, ended: 0, mails: 0 });
    expect([await db.select().from(matches), await db.select().from(emails), await db.select().from(outbox)]).toEqual(
      before,
    );
    expect(before[1]).toHaveLength(1);
  });

  it('mails a person once for a listing that fits three of their interests', async () => {
    const { user, want } = await aFunder(db);
    await Promise.all([want(), want({ asks: ['investment'] }), want({ regions: ['TLC'] })]);
    const listing = await aPublishedListing(db);
    expect(await matchListing(db, listing.id, now)).toMatchObject({ found: 3, mails: 1 });
    const [mail, ...others] = await db.select().from(emails);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      key: `match:${user.id}:${listing.id}:1`,
      kind: 'match',
      userId: user.id,
      to: user.email,
      state: 'pending',
      data: { userId: user.id },
    });
    const told = await db.select().from(outbox).where(eq(outbox.event, 'email.requested'));
    expect(told.map(({ payload }) => payload)).toEqual([{ emailId: mail?.id }]);
    expect(await db.$count(emailedListings)).toBe(1);
  });

  it('mails again after a material revision, and makes what was seen new', async () => {
    const { want } = await aFunder(db);
    const [seen, kept, refused] = await Promise.all([want(), want(), want()]);
    const listing = await aPublishedListing(db);
    await matchListing(db, listing.id, now);
    for (const [id, state] of [
      [seen, 'seen'],
      [kept, 'shortlisted'],
      [refused, 'dismissed'],
    ] as const)
      await db.update(matches).set({ state }).where(eq(matches.interestId, id));
    await takeMail();
    await revise(listing.id);
    expect(await matchListing(db, listing.id, later)).toMatchObject({ found: 2, mails: 1 });
    expect(await theMatch(listing.id, seen)).toMatchObject({ state: 'new', materialRevision: 2 });
    expect(await theMatch(listing.id, kept)).toMatchObject({ state: 'shortlisted', materialRevision: 2 });
    expect(await theMatch(listing.id, refused)).toMatchObject({ state: 'dismissed', materialRevision: 2 });
  });

  it('says nothing of a revision to whom has dismissed the listing', async () => {
    const { want } = await aFunder(db);
    const interest = await want();
    const listing = await aPublishedListing(db);
    await matchListing(db, listing.id, now);
    await db.update(matches).set({ state: 'dismissed' }).where(eq(matches.interestId, interest));
    await revise(listing.id);
    expect(await matchListing(db, listing.id, later)).toMatchObject({ fits: 1, found: 0, mails: 0 });
  });

  it('ends a match that no longer fits, and takes it up again when it does', async () => {
    const { want } = await aFunder(db);
    const interest = await want({ stages: ['pilot'] });
    const listing = await aPublishedListing(db);
    await matchListing(db, listing.id, now);
    await revise(listing.id);
    expect(await matchListing(db, listing.id, later)).toEqual({ fits: 0, found: 0, ended: 1, mails: 0 });
    expect((await theMatch(listing.id, interest))?.endedAt).toEqual(later);
    await db
      .update(listings)
      .set({ stage: 'pilot', materialRevision: 3, version: 9 })
      .where(eq(listings.id, listing.id));
    await takeMail();
    expect(await matchListing(db, listing.id, later)).toMatchObject({ found: 1, mails: 1 });
    expect((await theMatch(listing.id, interest))?.endedAt).toBeNull();
  });

  it('mails nobody who may not be told', async () => {
    const unverified = await aFunder(db, { emailVerifiedAt: null });
    await unverified.want();
    const left = await aFunder(db);
    await left.want();
    await db.delete(memberships).where(eq(memberships.userId, left.user.id));
    const daily = await aFunder(db);
    await daily.want({}, 'daily');
    const off = await aFunder(db);
    await off.want({}, 'off');
    const listing = await aPublishedListing(db);
    expect(await matchListing(db, listing.id, now)).toEqual({ fits: 4, found: 4, ended: 0, mails: 0 });
  });

  it('mails each member of an organisation who asked for it', async () => {
    const { organisation, want } = await aFunder(db);
    const interest = await want();
    const colleague = await aUser(db);
    await db.insert(memberships).values({ organisationId: organisation.id, userId: colleague.id, role: 'viewer' });
    await setAlert(db, interest, colleague.id, 'instant');
    const listing = await aPublishedListing(db);
    expect(await matchListing(db, listing.id, now)).toMatchObject({ found: 1, mails: 2 });
  });

  it('finds for an interest that names organisations their listings only, and says so', async () => {
    const { want } = await aFunder(db);
    const [named, other] = [await anOrganisation(db), await anOrganisation(db)];
    const interest = await want({ organisations: [named.id, (await anOrganisation(db)).id] });
    const theirs = await aPublishedListing(db, { organisationId: named.id });
    const somebodysElse = await aPublishedListing(db, { organisationId: other.id });
    expect(await matchListing(db, somebodysElse.id, now)).toMatchObject({ fits: 0, found: 0 });
    expect(await matchListing(db, theirs.id, now)).toMatchObject({ fits: 1, found: 1 });
    expect((await theMatch(theirs.id, interest))?.reasons).toContainEqual({ code: 'organisation_fits' });
  });

  it('does not match an organisation with its own listing, nor a draft with anybody', async () => {
    const { organisation, want } = await aFunder(db);
    await want();
    const own = await aPublishedListing(db, { organisationId: organisation.id });
    expect(await matchListing(db, own.id, now)).toMatchObject({ fits: 0 });
    await db.update(listings).set({ state: 'paused' }).where(eq(listings.id, own.id));
    expect(await matchListing(db, own.id, now)).toEqual({ fits: 0, found: 0, ended: 0, mails: 0 });
  });
});
