// Listings like one: the same service areas and people, and the same rare words.
import type { ListingCard } from '@exchange/contracts';
import type { Pool } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { indexedWords } from '../listings/words.ts';
import { FIRST_AUTHORITY } from './codes.ts';
import { rarity } from './terms.ts';
import { parameters } from './sql.ts';
import { lexeme } from './vector.ts';
import { lookUp } from './vocabulary.ts';

const CANDIDATES = 200;
const WORDS = 10;
/** What one shared service area, or group of people, counts beside a shared rare word (about 3 to 6). */
const AREA = 3;
const GROUP = 1;

/** Cards of the most similar listings, best first. */
export async function findSimilar(pool: Pool, id: string, limit: number): Promise<ListingCard[]> {
  const { rows } = await pool.query<{ n: number; document: ListingDocument }>(
    'select n, document from search.documents where id = $1',
    [id],
  );
  const [own] = rows;
  if (!own) return [];
  const words = await rareWords(pool, own.document);
  const sql = parameters();
  const n = sql.add(own.n);
  const any = sql.add(words.map(({ query }) => query).join(' | '));
  const score = words.map(
    ({ query, weight }) => `${sql.add(weight)}::float8 * ts_rank(other.vector, ${sql.add(query)}::tsquery)`,
  );
  const found = await pool.query<{ card: ListingCard }>(
    `with own as (select * from search.entries where n = ${n}),
     candidates as (
       (select n from search.entries where vector @@ ${any}::tsquery and n <> ${n} order by published desc limit ${String(CANDIDATES)})
       union
       (select other.n from search.entries other, own where other.tags && own.tags and other.n <> own.n
        order by other.published desc limit ${String(CANDIDATES)})),
     best as (
       select other.n, other.published, ${[...score, '0'].join(' + ')}
         + ${String(AREA)} * (select count(*) from unnest(other.tags) tag where tag = any(own.tags) and tag < ${String(FIRST_AUTHORITY)})
         + ${String(GROUP)} * bit_count((other.beneficiaries & own.beneficiaries)::bit(32)) as score
       from search.entries other, own where other.n in (select n from candidates)
       order by score desc, other.published desc, other.n desc limit ${sql.add(limit)})
     select document->'card' as card from best join search.documents using (n) order by score desc, published desc, n desc`,
    sql.values,
  );
  return found.rows.map(({ card }) => card);
}

/** The words of title and summary that say most. */
async function rareWords(pool: Pool, document: ListingDocument): Promise<{ query: string; weight: number }[]> {
  const words = indexedWords(`${document.title}. ${document.summary}`).map(({ word }) => word);
  const { documents, words: looked } = await lookUp(pool, words);
  const byStem = new Map([...looked.values()].map(({ stem, documents: having }) => [stem, having]));
  return [...byStem]
    .flatMap(([stem, having]) =>
      stem === undefined || having < 2 ? [] : [{ query: lexeme(stem), weight: rarity(having, documents) }],
    )
    .sort((a, b) => b.weight - a.weight)
    .slice(0, WORDS);
}
