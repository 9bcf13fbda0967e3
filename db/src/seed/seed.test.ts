// The seed data against itself and against the code lists: counts, codes, lengths, ranges, keys.
import { problemsBeforeSubmit } from '@exchange/contracts/completeness';
import { Criteria } from '@exchange/contracts/interests';
import { ListingContent } from '@exchange/contracts/listings';
import { CreateOrganisationBody } from '@exchange/contracts/organisations';
import { askKinds, firstLevelServiceAreas, regions as regionLabels } from '@exchange/contracts/reference';
import { describe, expect, it } from 'vitest';
import {
  caseStudies,
  interests,
  localAuthorityRows,
  openInnovations,
  organisations,
  outcodeRows,
  people,
  regionRows,
  serviceAreas,
} from './index.ts';
import type { SeedAsk } from './index.ts';

const listings = [...caseStudies, ...openInnovations];
const areaCodes = new Set(serviceAreas.map(({ code }) => code));
const authorities = new Map(localAuthorityRows().map(({ gss, itl1 }) => [gss, itl1]));
const regionCodes = new Set<string>(regionRows().map(({ itl1 }) => itl1));
const keys = new Set(organisations.map(({ key }) => key));

/** The lowest and highest sum of an ask in whole pounds; peers ask for no money. */
function range(ask: SeedAsk): [number, number] | undefined {
  if (ask.kind === 'contract') return [ask.valueMin, ask.valueMax];
  if (ask.kind === 'investment') return [ask.amountMin, ask.amountMax];
  if (ask.kind === 'research') return [ask.budgetMin, ask.budgetMax];
  return undefined;
}

describe('reference tables', () => {
  it('have every region, current local authority and district, each in a known region', () => {
    expect([...regionCodes].sort()).toEqual(Object.keys(regionLabels).sort());
    expect(authorities.size).toBe(361);
    expect(authorities.get('E08000037')).toBe('TLC');
    expect(outcodeRows()).toHaveLength(2834);
    for (const region of [...authorities.values(), ...outcodeRows().map(({ itl1 }) => itl1)])
      expect(regionCodes).toContain(region);
  });

  it('read names with commas in them whole', () => {
    expect(localAuthorityRows().find(({ gss }) => gss === 'E06000023')?.name).toBe('Bristol, City of');
  });

  it('have the five first-level service areas and 25 to 35 below them, each under its parent', () => {
    const first = serviceAreas.filter(({ parent }) => parent === null);
    const second = serviceAreas.filter(({ parent }) => parent !== null);
    expect(first.map(({ code }) => code)).toEqual([...firstLevelServiceAreas]);
    expect(second.length).toBeGreaterThanOrEqual(25);
    expect(second.length).toBeLessThanOrEqual(35);
    expect(areaCodes.size).toBe(serviceAreas.length);
    for (const { code, parent } of second) expect(code).toMatch(new RegExp(`^${String(parent)}\\.[a-z]+(_[a-z]+)*$`));
    for (const { source } of serviceAreas) expect(source).toMatch(/paragraph|case study/);
  });
});

describe('listings', () => {
  it('are seven case studies and forty open innovations, each once', () => {
    expect(caseStudies).toHaveLength(7);
    expect(openInnovations).toHaveLength(40);
    expect(new Set(listings.map(({ sourceId }) => sourceId)).size).toBe(47);
    expect(new Set(listings.map(({ title }) => title)).size).toBe(47);
  });

  it.each(listings.map((listing) => [listing.title, listing] as const))('%s could be submitted', (_title, listing) => {
    const { organisation, sourceId, ...content } = listing;
    expect(sourceId).toMatch(/^(plan-2006-case-[1-7]|dpg-[a-z0-9.-]+)$/);
    expect(keys).toContain(organisation);
    expect(listing.title.length).toBeLessThanOrEqual(100);
    expect(listing.summary.length).toBeLessThanOrEqual(280);
    expect(problemsBeforeSubmit(ListingContent.parse(content))).toEqual([]);
    for (const code of listing.serviceAreas) expect(areaCodes).toContain(code);
    expect(listing.national ? listing.regions.length === 0 : listing.regions.length > 0).toBe(true);
    for (const gss of listing.localAuthorities ?? []) expect(listing.regions).toContain(authorities.get(gss));
    for (const { url } of listing.links) expect(new URL(url).protocol).toBe('https:');
  });

  it.each(listings.map((listing) => [listing.title, listing] as const))(
    '%s says that its sums are examples, lowest first',
    (_title, listing) => {
      expect(listing.howItWorks).toMatch(/demonstration/i);
      for (const ask of listing.asks) {
        const [low, high] = range(ask) ?? [5000, 5000];
        expect(Number.isInteger(low) && Number.isInteger(high)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(5000);
        expect(high).toBeGreaterThanOrEqual(low);
        if (ask.kind !== 'peers') expect(JSON.stringify(ask)).toMatch(/demonstration/);
      }
    },
  );

  it('use every first-level service area and every kind of ask, in the case studies too', () => {
    const used = new Set(listings.flatMap(({ serviceAreas: codes }) => codes.map((code) => code.split('.')[0])));
    expect([...used].sort()).toEqual([...firstLevelServiceAreas].sort());
    for (const set of [caseStudies, openInnovations]) {
      const kinds = new Set(set.flatMap(({ asks }) => asks.map(({ kind }) => kind)));
      expect([...kinds].sort()).toEqual(Object.keys(askKinds).sort());
    }
  });
});

describe('organisations, people and interests', () => {
  it('have known legal forms and well-formed identifiers, and only the identified are verified', () => {
    expect(keys.size).toBe(organisations.length);
    for (const { key, verified, ...body } of organisations) {
      expect(key).toMatch(/^[a-z0-9-]+$/);
      expect(CreateOrganisationBody.parse(body).identifiers, body.name).toEqual(body.identifiers);
      if (verified) expect(body.identifiers, body.name).not.toHaveLength(0);
    }
  });

  it('have people of known organisations, at example.org', () => {
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    for (const { email, memberships } of people) {
      expect(email).toMatch(/^[a-z]+@example\.org$/);
      expect(memberships.length).toBeGreaterThan(0);
      for (const { organisation } of memberships) expect(keys).toContain(organisation);
    }
  });

  it('have interests held by a member, with known codes and ordered ranges', () => {
    expect(interests.filter(({ organisation }) => organisation === 'nesta')).toHaveLength(4);
    for (const { organisation, person, criteria, name } of interests) {
      const holder = people.find(({ email }) => email === person);
      expect(
        holder?.memberships.map((one) => one.organisation),
        name,
      ).toContain(organisation);
      for (const code of [...(criteria.serviceAreas ?? []), ...(criteria.exclude?.serviceAreas ?? [])])
        expect(areaCodes).toContain(code);
      expect(Criteria.safeParse(criteria).success, name).toBe(true);
    }
  });
});
