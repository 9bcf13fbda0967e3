// Ranking: never every hit, only the likeliest, which a few cheap questions to the index find.
import type { FilterSql } from './filters.ts';
import type { WordSet } from './set.ts';
import type { Parameters } from './sql.ts';
import { anyOf, type Piece, type Term, type Terms } from './terms.ts';

/** How many are ranked; results after them come newest first. Ranking one costs some microseconds a word. */
export const CANDIDATES = 200;
/** The rarest words decide; more of them only cost. */
const MOST_PIECES = 12;
/** What a find counts for in body, organisation, summary and title (the order in which PostgreSQL wants them). */
const WEIGHTS = '{0.6, 0.6, 0.8, 1}';
/** How much a document that is longer than others is held to have found its words by chance. */
const LENGTH = 0.3;

const and = (parts: readonly string[]) => parts.join(' & ');

/** tsqueries from the best to the worst: each finds candidates, as long as there are too few. */
function toTiers({ terms }: Terms, set: WordSet): string[] {
  const all = terms.map(({ query }) => query);
  const allButOne = terms.map((left) => `(${and(terms.filter((term) => term !== left).map(({ query }) => query))})`);
  const rarest = [...terms].sort((a, b) => a.documents - b.documents)[0]?.query ?? '';
  const titles = terms.map(({ title }) => title);
  return [
    and(titles),
    and(all),
    ...(set.strict ? [] : [...(terms.length > 2 ? [anyOf(allButOne)] : []), `(${anyOf(titles)})`, rarest]),
  ];
}

/**
 * For each term the best of the ways of saying it that a listing has (an acronym beside its meaning is not two finds): its pieces'
 * rarity times how well they are found. Less in longer documents.
 */
function scoreSql(terms: readonly Term[], averageLength: number, { add }: Parameters): string {
  const pieces = terms.flatMap(({ ways }) => ways.flat());
  const counted = new Set([...pieces].sort((a, b) => b.weight - a.weight).slice(0, MOST_PIECES));
  const toWay = (way: readonly Piece[]) =>
    way
      .filter((piece) => counted.has(piece))
      .map(({ query, weight }) => `${add(weight)}::float8 * ts_rank('${WEIGHTS}', vector, ${add(query)}::tsquery)`)
      .join(' + ');
  const best = terms
    .map(({ ways }) => ways.map(toWay).filter((way) => way !== ''))
    .filter((ways) => ways.length > 0)
    .map((ways) => `greatest(${ways.join(', ')})`);
  return `(${best.join(' + ')}) / (1 + ${String(LENGTH)} * ln(1 + length / ${add(averageLength)}::float8))`;
}

/**
 * The CTE `ranked (n, score, published)`: the best of the results by their words, at most 200.
 * @param results the condition under which a row of `entries` is a result
 */
export function rankSql(terms: Terms, set: WordSet, results: string, sql: Parameters): string {
  const tiers = [...toTiers(terms, set), ''];
  const names = tiers.map((_, tier) => `tier${String(tier)}`);
  const ctes = tiers.map((query, tier) => {
    const enough = names.slice(0, tier).map((name) => `(select count(*) from ${name}) < ${String(CANDIDATES)}`);
    const found = query ? [`vector @@ ${sql.add(query)}::tsquery`] : [];
    return `tier${String(tier)} as materialized (
      select n from search.entries where ${[...enough, ...found, results].join(' and ')}
      order by published desc, n desc limit ${String(CANDIDATES)})`;
  });
  const score = scoreSql(terms.terms, terms.collection.averageLength, sql);
  return `${ctes.join(', ')},
    candidates as (
      select n from (${names.map((name, tier) => `select n, ${String(tier)} as tier from ${name}`).join(' union all ')}) tiers
      group by n order by min(tier) limit ${String(CANDIDATES)}),
    ranked as materialized (
      select n, ${score} as score, published from search.entries where n in (select n from candidates))`;
}

export type { FilterSql };
