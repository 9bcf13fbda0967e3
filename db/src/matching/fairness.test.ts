// Matching does not look at how large, how old or how well known an organisation is; and the report counts what is there.
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { anOrganisation, aPublishedListing } from '../fixtures.ts';
import { aFunder } from '../interests/fixtures.ts';
import { organisations } from '../organisations/tables.ts';
import { listLocalAuthorities, listServiceAreas } from '../reference/queries.ts';
import { ownDatabase } from '../testing-file.ts';
import { reportFairness } from './fairness.ts';
import { randomCriteria, randomListing, rngFrom } from './generators.ts';
import { matchInterest } from './match-interest.ts';
import { matchListing } from './match-listing.ts';
import { matches } from './tables.ts';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`));
const now = new Date('2026-11-25T09:00:00Z');

describe('scores', () => {
  it('are the same for a large, old, verified organisation and a small, new, unknown one', async () => {
    const rng = rngFrom(11);
    const codes = {
      serviceAreas: (await listServiceAreas(db)).map(({ code }) => code).slice(0, 6),
      localAuthorities: (await listLocalAuthorities(db)).map(({ code }) => code).slice(0, 10),
    };
    // Words are looked for in the name too, so both are called alike.
    const [name, roles] = ['Alike', ['innovator' as const]];
    const large = await anOrganisation(db, { name, roles, verified: true, legalForm: 'charity', regions: ['TLI'] });
    const small = await anOrganisation(db, { name, roles, legalForm: 'community_group', regions: [] });
    await db
      .update(organisations)
      .set({ createdAt: new Date(0) })
      .where(eq(organisations.id, large.id));
    const pairs: [string, string][] = [];
    for (let n = 0; n < 12; n += 1) {
      const { content } = randomListing(rng, codes);
      const make = (organisationId: string, peopleHelpedPerYear: number | null) =>
        aPublishedListing(db, { ...content, organisationId, peopleHelpedPerYear, costPerPerson: peopleHelpedPerYear });
      pairs.push([(await make(large.id, 90_000)).id, (await make(small.id, null)).id]);
    }
    const { want } = await aFunder(db);
    for (let n = 0; n < 40; n += 1) {
      // Asking for verified organisations is a criterion that an interest may state; here none does.
      const interest = await want({ ...randomCriteria(rng, codes, []), verifiedOnly: false }, 'off');
      await matchInterest(db, interest, now);
    }
    const found = await db
      .select({ listing: matches.listingId, interest: matches.interestId, score: matches.score })
      .from(matches);
    const scoresOf = (id: string) =>
      found
        .filter(({ listing }) => listing === id)
        .map(({ interest, score }) => `${interest} ${score}`)
        .sort();
    for (const [one, other] of pairs) expect(scoresOf(other)).toEqual(scoresOf(one));
    expect(found.length).toBeGreaterThan(40);
  });
});

describe('reportFairness', () => {
  it('gives rates with their base by each dimension, and keeps small groups to themselves', async () => {
    const { want } = await aFunder(db);
    await want({ stages: ['pilot'] });
    for (let n = 0; n < 6; n += 1) {
      const { id } = await anOrganisation(db, { legalForm: n < 5 ? 'cic' : 'charity', regions: ['TLC'] });
      for (const stage of ['pilot', 'scale'] as const) {
        const listing = await aPublishedListing(db, {
          organisationId: id,
          stage,
          peopleHelpedPerYear: n < 5 ? 50 : 500,
        });
        await matchListing(db, listing.id, now);
      }
    }
    const report = await reportFairness(db, now);
    expect(report).toMatchObject({ organisations: 6, listings: 12, matched: 6, matches: 6, leastInGroup: 5 });
    const of = (dimension: string) => report.dimensions.find(({ code }) => code === dimension)?.groups;
    expect(of('legal_form')).toMatchObject([
      { code: 'cic', organisations: 5, listings: 10, matched: 5, matches: 5 },
      { code: 'charity', organisations: 1, listings: null, matched: null, matches: null, meanScore: null },
    ]);
    expect(of('people_helped')?.map(({ code }) => code)).toEqual(['under_100', 'under_1000']);
    expect(of('region')).toMatchObject([{ code: 'TLC', listings: 12 }]);
    expect(of('order_of_listing')).toMatchObject([
      { code: 'first', listings: 6, matched: 6 },
      { code: 'later', listings: 6, matched: 0, meanScore: null },
    ]);
    expect(of('verified')).toMatchObject([{ code: 'no', listings: 12, meanScore: report.meanScore }]);
  });

  it('is empty where nothing is published', async () => {
    expect(await reportFairness(db, now)).toMatchObject({ listings: 0, meanScore: null });
  });
});
