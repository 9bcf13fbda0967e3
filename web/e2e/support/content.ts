// Listings and interests of a test, made through the API where writing them is not what is tested.
import { expect } from '@playwright/test';
import type { GivenCriteria, Interest, Listing, ListingContent, ListingPage } from '@exchange/contracts';
import { call } from './exchange.ts';
import { aWord, capital } from './made-up.ts';
import { asStaff, type Member } from './people.ts';

/** Everything that submitting needs; `about` changes or adds parts. */
export function aListing(about: Partial<ListingContent> = {}): Partial<ListingContent> {
  return {
    title: `${capital(aWord())} at home`,
    summary: 'Volunteers bring what people need to their door and stay for a talk.',
    problem: 'Many people over 80 see nobody from one week to the next.',
    howItWorks: 'A volunteer calls once a week, at a time that was agreed.',
    innovationType: 'new_service',
    stage: 'pilot',
    serviceAreas: ['health_social_care.home_care'],
    beneficiaries: ['older_people'],
    regions: ['TLC'],
    evidenceLevel: 1,
    asks: [
      {
        kind: 'investment',
        amountMin: 50_000,
        amountMax: 120_000,
        instruments: ['grant'],
        purpose: 'Two more towns.',
      },
    ],
    ...about,
  };
}

export async function aDraft(owner: Member, content: Partial<ListingContent>): Promise<Listing> {
  const body = { ...content, organisationId: owner.organisation.id };
  return call<Listing>('POST', '/listings', { token: owner.token, body });
}

/** A listing that waits for review. */
export async function aSubmitted(owner: Member, content = aListing()): Promise<Listing> {
  const { id } = await aDraft(owner, content);
  return call<Listing>('POST', `/listings/${id}/submit`, { token: owner.token });
}

export async function aPublished(owner: Member, content = aListing()): Promise<Listing> {
  const { id } = await aSubmitted(owner, content);
  return call<Listing>('POST', `/listings/${id}/publish`, { token: await asStaff() });
}

/** Waits until a search finds so many: the index follows what is published. */
export async function expectFound(query: string, total: number): Promise<void> {
  const search = async () => (await call<ListingPage>('GET', `/listings?${query}`)).total;
  await expect.poll(search, { message: `listings found by ${query}` }).toBe(total);
}

export async function anInterest(
  owner: Member,
  criteria: GivenCriteria,
  frequency: Interest['frequency'] = 'instant',
): Promise<Interest> {
  const body = { organisationId: owner.organisation.id, name: `About ${aWord()}`, criteria, frequency };
  return call<Interest>('POST', '/interests', { token: owner.token, body });
}

/** Waits until an interest has so many matches. */
export async function expectMatches(owner: Member, interest: Interest, count: number): Promise<void> {
  const read = async () => (await call<Interest>('GET', `/interests/${interest.id}`, { token: owner.token })).matches;
  await expect.poll(read, { message: `matches of ${interest.name}` }).toBe(count);
}
