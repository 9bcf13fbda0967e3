// Suggestions and similar listings, from what Meilisearch finds.
import type { ListingCard, Suggestion } from '@exchange/contracts';
import type { Meilisearch } from 'meilisearch';
import { wordsIn } from '../listings/words.ts';
import { quote } from './filters.ts';
import { toMeiliQuery } from './query.ts';
import type { ListingRecord } from './record.ts';

const MOST = 8;
const MOST_TITLES = 5;

/** Titles that hold what was typed, then words of what was found that go on as the last one began. */
export async function suggestFor(client: Meilisearch, uid: string, typed: string): Promise<Suggestion[]> {
  const last = wordsIn(typed.slice(0, 100)).at(-1);
  if (!last) return [];
  const index = client.index<ListingRecord>(uid);
  const { hits } = await index.search(toMeiliQuery(typed.slice(0, 100)), {
    limit: MOST_TITLES,
    matchingStrategy: 'all',
    attributesToSearchOn: ['words.title'],
    attributesToRetrieve: ['title', 'summary', 'card'],
  });
  const titles = hits.map(({ card }) => ({ text: card.title, slug: card.slug }));
  const words = hits
    .flatMap(({ title, summary }) => wordsIn(`${title} ${summary}`))
    .filter(({ word }) => word.startsWith(last.word) && word !== last.word);
  const start = typed.slice(0, last.start);
  const terms = [...new Set(words.map(({ word }) => word))].map((word) => ({ text: `${start}${word}`, slug: null }));
  return [...titles, ...terms].slice(0, MOST);
}

/** What a shared service area, group of people and word of the title count. */
const WEIGHTS = { area: 3, group: 1, word: 1 };
const CANDIDATES = 100;

/** Those that share service areas, people and words of the title, of the newest hundred that share any area or group. */
export async function findSimilar(
  client: Meilisearch,
  uid: string,
  own: ListingRecord,
  limit: number,
): Promise<ListingCard[]> {
  const within = (attribute: string, values: readonly string[]) =>
    values.length > 0 ? [`${attribute} IN [${values.map(quote).join(', ')}]`] : [];
  const shared = [...within('serviceAreas', own.serviceAreas), ...within('beneficiaries', own.beneficiaries)];
  if (shared.length === 0) return [];
  const { hits } = await client.index<ListingRecord>(uid).search('', {
    filter: [shared, `id != ${quote(own.id)}`],
    sort: ['publishedAt:desc'],
    limit: CANDIDATES,
  });
  const words = (record: ListingRecord) => new Set(wordsIn(record.title).map(({ word }) => word));
  const ownWords = words(own);
  const common = (a: readonly string[], b: readonly string[]) => a.filter((value) => b.includes(value)).length;
  const score = (record: ListingRecord) =>
    WEIGHTS.area * common(record.serviceAreas, own.serviceAreas) +
    WEIGHTS.group * common(record.beneficiaries, own.beneficiaries) +
    WEIGHTS.word * [...words(record)].filter((word) => ownWords.has(word)).length;
  return hits
    .map((record) => ({ record, score: score(record) }))
    .sort((a, b) => b.score - a.score || b.record.publishedAt - a.record.publishedAt)
    .slice(0, limit)
    .map(({ record }) => record.card);
}
