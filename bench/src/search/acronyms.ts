// How much of what an acronym stands for is found by it: the listings that write it out, or write the acronym.
import { ListingQuery } from '@exchange/contracts';
import type { ListingDocument, ListingIndex } from '@exchange/search';
import { acronyms } from '@exchange/search/listings/synonyms/acronyms';
import { wordsIn } from '@exchange/search/listings/words';

const FIRST = 50;

const wordsOf = (text: string) =>
  ` ${wordsIn(text)
    .map(({ word }) => word)
    .join(' ')} `;

export interface AcronymRecall {
  /** How many acronyms stand for something in the set. */
  acronyms: number;
  /** The share of what there is to find (at most 50 each) that is among the first 50, on average. */
  recall: number;
}

/** Asks for every acronym of the lists that the documents write, or write out. The index must hold the documents. */
export async function acronymRecall(
  index: ListingIndex,
  documents: readonly ListingDocument[],
): Promise<AcronymRecall> {
  const texts = documents.map((document) => ({
    id: document.id,
    text: [document.title, document.summary, document.organisationName, document.body].map(wordsOf).join(' . '),
  }));
  const shares: number[] = [];
  for (const [acronym, meaning] of Object.entries(acronyms)) {
    const ways = [wordsOf(acronym), wordsOf(meaning)];
    const wanted = texts.filter(({ text }) => ways.some((way) => text.includes(way))).map(({ id }) => id);
    if (wanted.length === 0) continue;
    const { items } = await index.search(ListingQuery.parse({ q: acronym, limit: FIRST }));
    const found = new Set(items.map(({ id }) => id));
    shares.push(wanted.filter((id) => found.has(id)).length / Math.min(FIRST, wanted.length));
  }
  return {
    acronyms: shares.length,
    recall: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
  };
}
