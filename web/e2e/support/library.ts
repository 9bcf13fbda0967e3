// Twenty-four listings that one word finds, made once a worker: enough for counts, pages and orders that are known.
import { call } from './exchange.ts';
import { aListing, expectFound } from './content.ts';
import { aWord, capital } from './made-up.ts';
import { aMember, asStaff, type Member } from './people.ts';
import { test as base } from './test.ts';
import type { Ask, Listing, Stage } from '@exchange/contracts';

export interface Library {
  /** In every title. */
  word: string;
  owner: Member;
}

export const SIZE = 24;

/** By turns: contract, investment, research; the later, the more money. */
function askOf(number: number): Ask {
  const [min, max] = [number * 1_000, number * 10_000];
  if (number % 3 === 1) return { kind: 'contract', valueMin: min, valueMax: max, routes: [], regions: [] };
  if (number % 3 === 2) return { kind: 'investment', amountMin: min, amountMax: max, instruments: [] };
  return { kind: 'research', question: 'Does it work?', designs: [], budgetMin: min, budgetMax: max };
}

/** Twelve pilots, six to scale, six prototypes. */
const stageOf = (number: number): Stage => (number <= 12 ? 'pilot' : number <= 18 ? 'scale' : 'prototype');

async function fillLibrary(): Promise<Library> {
  const owner = await aMember('innovator');
  await call('POST', `/admin/organisations/${owner.organisation.id}/trust`, {
    token: await asStaff(),
    body: { trusted: true },
  });
  const word = aWord();
  for (let number = 1; number <= SIZE; number += 1) {
    const content = aListing({
      title: `${capital(word)} number ${number}`,
      stage: stageOf(number),
      regions: [number % 2 === 1 ? 'TLC' : 'TLD'],
      evidenceLevel: number % 6,
      asks: [askOf(number)],
    });
    const body = { ...content, organisationId: owner.organisation.id };
    const { id } = await call<Listing>('POST', '/listings', { token: owner.token, body });
    await call('POST', `/listings/${id}/submit`, { token: owner.token });
  }
  await expectFound(`q=${word}`, SIZE);
  return { word, owner };
}

export const test = base.extend<object, { library: Library }>({
  library: [async ({ browserName: _any }, use) => use(await fillLibrary()), { scope: 'worker' }],
});
