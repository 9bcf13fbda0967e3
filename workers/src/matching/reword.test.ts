// Interests understand what a search understands: synonyms of the lists and of staff, now and when these change.
import { Criteria, toReason, type GivenCriteria, type KeywordBook } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { anOrganisation, aPublishedListing, aStaffUser } from '@exchange/db/fixtures';
import { insertInterests } from '@exchange/db/interests/bulk';
import { aFunder } from '@exchange/db/interests/fixtures';
import { updateInterest } from '@exchange/db/interests/queries';
import { areWordsRead, readWords, rewordInterests } from '@exchange/db/interests/reword';
import { interestGates, interests } from '@exchange/db/interests/tables';
import { matchInterest } from '@exchange/db/matching/match-interest';
import { matchListing } from '@exchange/db/matching/match-listing';
import { listingFacts, matches } from '@exchange/db/matching/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { addSynonym, removeSynonym } from '@exchange/db/searches/synonyms';
import { ownDatabase } from '@exchange/db/testing-file';
import { keywordBook as book } from '@exchange/search';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, users, emails, outbox, synonyms, keyword_readings cascade`));
const now = new Date('2026-03-02T09:00:00Z');

const camhs = 'child and adolescent mental health services';
const says = (words: string) => aPublishedListing(db, { problem: `There are too few ${words} in the county.` });
const found = async (interestId: string) =>
  (
    await db
      .select({ id: matches.listingId })
      .from(matches)
      .where(and(eq(matches.interestId, interestId), isNull(matches.endedAt)))
  ).map(({ id }) => id);
const match = (interestId: string) => matchInterest(db, interestId, now, 0, book);
/** What the fact that a synonym changed leads to: the words are read, and the interests that this changes are matched. */
async function reword() {
  const before = sql`(select coalesce(max(id), 0) from outbox)`;
  const { rows } = await db.execute<{ id: number }>(sql`select ${before} as id`);
  const done = await rewordInterests(db, book);
  const facts = await db
    .select()
    .from(outbox)
    .where(sql`id > ${rows[0]?.id ?? 0} and event = 'interest.saved'`);
  const ids = facts.map(({ payload }) => payload.interestId ?? '');
  expect(ids).toHaveLength(done.told);
  for (const id of ids) await match(id);
  return ids;
}
const reasonOf = async (interestId: string) => {
  const [row] = await db.select().from(matches).where(eq(matches.interestId, interestId));
  const reason = row?.reasons.find(({ code }) => code === 'words_found');
  return reason && toReason(reason, { serviceAreas: {}, localAuthorities: {} }, 'interest').text;
};

describe('the words of an interest', () => {
  it('find acronyms by what they stand for and the other way round, from either side, and say by which words', async () => {
    const { want } = await aFunder(db);
    const [short, long] = [await want({ q: 'CAMHS county' }), await want({ q: camhs })];
    const [spelt, said] = [await says(camhs), await says('CAMHS')];
    for (const interest of [short, long]) {
      await match(interest);
      expect((await found(interest)).sort()).toEqual([spelt.id, said.id].sort());
    }
    await db.delete(matches);
    await matchListing(db, spelt.id, now);
    expect(await reasonOf(short)).toBe(`has the words you look for: CAMHS county (“${camhs}” for CAMHS)`);
    expect(await reasonOf(long)).toBe(`has the words you look for: ${camhs}`);
    await db.delete(matches);
    await matchListing(db, said.id, now);
    expect(await reasonOf(short)).toBe('has the words you look for: CAMHS county');
    expect(await reasonOf(long)).toBe(`has the words “CAMHS” (you look for ${camhs})`);
  });

  it('leave out what is said in other words too', async () => {
    const { want } = await aFunder(db);
    const interest = await want({ exclude: { q: 'asb' } });
    await match(interest);
    const other = await says('bus stops');
    for (const { id } of [await says('ASB'), await says('complaints of anti-social behaviour'), other])
      await matchListing(db, id, now);
    expect(await found(interest)).toEqual([other.id]);
  });

  it.each([
    ['re-offending', 'reoffending'],
    ['reoffending', 're-offending'],
    ['reducing reoffending', 'ways of reducing re-offending'],
    ['"women aid"', 'groups of Women’s Aid'],
    ['support', 'care/support'],
    ['hull', 'https://www.hull.org/places'],
    ['“sight loss', 'people with low vision'],
  ])('%s is found in “%s”', async (q, words) => {
    const { want } = await aFunder(db);
    const [listing, interest] = [await says(words), await want({ q })];
    expect(await match(interest)).toMatchObject({ fits: 1 });
    expect(await found(interest)).toEqual([listing.id]);
  });

  it.each([
    ['a statement', `'; drop table interests; -- ' "`],
    ['operators', '& | ! ( ) : * <-> <2> \\ \'\' "" -"" -'],
    ['words with operators', `a & b | !c:* <-> 'd' "e`],
    ['10,000 letters', 'x'.repeat(10_000)],
    ['2,000 words', 'word '.repeat(2_000)],
    ['other writing', '“”‘’ 👩‍👩‍👧 ½ ﬁ \u202e \u0301 ß İ'],
    ['stop words', 'the of and -the "the of"'],
  ])('are never read as anything but words: %s', async (_, q) => {
    const { want } = await aFunder(db);
    const criteria = Criteria.parse({});
    const interest = await want();
    const hostile = { ...criteria, q, exclude: { ...criteria.exclude, q: `-${q}` } };
    await db.update(interests).set({ criteria: hostile }).where(eq(interests.id, interest));
    await says('quiet places');
    expect(await match(interest)).toMatchObject({ ended: 0 });
    expect(await rewordInterests(db, book)).toMatchObject({ read: 1 });
  });
});

describe('rewordInterests', () => {
  it('follows the pairs of staff in both directions, there and back, and mails nothing twice', async () => {
    const { want } = await aFunder(db);
    const staff = await aStaffUser(db);
    const [buddies, befriending] = [await want({ q: 'buddies' }), await want({ q: 'befriending' })];
    const untouched = await want({ q: 'county' });
    const listings = { buddies: await says('buddies'), befriending: await says('befriending schemes') };
    for (const id of [buddies, befriending, untouched]) await match(id);
    await reword();
    expect(await found(buddies)).toEqual([listings.buddies.id]);
    const mailed = await db.$count(emails);

    const pair = await addSynonym(db, { from: 'buddies', to: 'befriending schemes', bothWays: false }, staff);
    expect(await reword()).toEqual([buddies]);
    expect(await found(buddies)).toHaveLength(2);
    // "befriending" says less than the whole synonym, and the pair is one way.
    expect(await found(befriending)).toEqual([listings.befriending.id]);
    // Both listings were mailed before, by the other interests.
    expect(await db.$count(emails)).toBe(mailed);
    expect(await reword()).toEqual([]);
    const later = await says('befriending schemes');
    await matchListing(db, later.id, now);
    expect(await found(buddies)).toHaveLength(3);

    await removeSynonym(db, pair?.id ?? '', staff);
    expect(await reword()).toEqual([buddies]);
    expect(await found(buddies)).toEqual([listings.buddies.id]);
    await matchListing(db, later.id, now);
    expect(await found(buddies)).toEqual([listings.buddies.id]);
  });

  it('mails what it finds once and together, as when somebody edits an interest', async () => {
    const { want } = await aFunder(db);
    const interest = await want({ q: 'buddies' });
    await match(interest);
    await reword();
    for (let n = 0; n < 3; n += 1) await says('befriending');
    await addSynonym(db, { from: 'buddies', to: 'befriending', bothWays: true }, await aStaffUser(db));
    await reword();
    expect(await found(interest)).toHaveLength(3);
    expect(await db.$count(emails)).toBe(1);
  });

  it('reads listings and interests of before once a release, in batches, and matches them a few a second', async () => {
    const { id: organisationId } = await anOrganisation(db, { roles: ['funder'] });
    const listing = await says('re-offending');
    await matchListing(db, listing.id, now);
    await db.update(listingFacts).set({ words: '' });
    const rows = Array.from({ length: 1_010 }, (_, n) => {
      const criteria = Criteria.parse(n % 101 === 0 ? {} : { q: 'reoffending' });
      return { id: uuidv7(), organisationId, name: 'Old', criteria };
    });
    await insertInterests(db, rows, new Map());
    expect(await areWordsRead(db, book)).toBe(false);
    expect(await rewordInterests(db, book)).toEqual({ read: 1_000, told: 1_000 });
    expect(await areWordsRead(db, book)).toBe(true);
    expect(await db.$count(listingFacts, sql`words @@ 'reoffend & offend'`)).toBe(1);
    expect(await areWordsRead(db, { ...book, version: 'the next' })).toBe(false);
    const [spread] = (
      await db.execute(sql`select count(distinct payload)::int as interests,
      extract(epoch from max(due_at) - min(due_at))::int as seconds from outbox where event = 'interest.saved'`)
    ).rows;
    expect(spread).toMatchObject({ interests: 1_000 });
    expect(spread?.seconds).toBeGreaterThanOrEqual(99);
    expect(await matchListing(db, listing.id, now)).toMatchObject({ fits: 1_010 });
    expect(await rewordInterests(db, book)).toEqual({ read: 1_000, told: 0 });
  });

  it('writes what bulk, an edit and a match write', async () => {
    const { user, organisation, want } = await aFunder(db);
    const criteria = (q: string): GivenCriteria => ({ q, exclude: { q: 'NEET -choir "low vision"' } });
    const columns = async (id: string) => {
      const [row] = await db.select().from(interests).where(eq(interests.id, id));
      return [row?.words, row?.synonyms, row?.excludedWords];
    };
    const id = uuidv7();
    const bulk = { id, organisationId: organisation.id, name: 'Bulk', criteria: Criteria.parse(criteria('CAMHS bus')) };
    await insertInterests(db, [bulk], new Map(), book.withPairs([]));
    const made = await want(criteria('bus'));
    await updateInterest(db, made, { version: 1, criteria: criteria('CAMHS bus') }, user);
    await match(made);
    expect(await columns(made)).toEqual(await columns(id));
    // Words that stay the same are read already; a job that read them before they changed does not write over those of now.
    await updateInterest(db, made, { version: 2, criteria: { ...criteria('CAMHS bus'), minEvidence: 1 } }, user);
    expect(await columns(made)).toEqual(await columns(id));
    await readWords(db, { id: made, criteria: Criteria.parse(criteria('garden')) }, book);
    expect(await columns(made)).toEqual(await columns(id));
    await rewordInterests(db, book);
    expect(await columns(made)).toEqual(await columns(id));
  });

  it('says in the narrow row that there are words now', async () => {
    const { want } = await aFunder(db);
    const interest = await want({ q: 'it' });
    const hasPrivate = async () =>
      (await db.select().from(interestGates).where(eq(interestGates.interestId, interest)))[0]?.hasPrivate;
    expect(await hasPrivate()).toBe(false);
    const pairs: KeywordBook = {
      ...book,
      withPairs: () => book.withPairs([{ from: 'it', to: 'computers', bothWays: true }]),
    };
    await rewordInterests(db, pairs);
    expect(await hasPrivate()).toBe(true);
  });
});
