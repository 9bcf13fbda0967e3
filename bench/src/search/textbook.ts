// The textbook layout that our engine is set against: a wide table, every hit ranked, a query for each facet, ts_headline on bodies.
import type { ListingQuery } from '@exchange/contracts';
import type { ListingDocument } from '@exchange/search';
import type pg from 'pg';

const tables = `
create extension if not exists pg_trgm;
create table listings_textbook (
  id uuid primary key,
  title text not null,
  summary text not null,
  organisation_name text not null,
  body text not null,
  asks text[] not null,
  service_areas text[] not null,
  stage text,
  innovation_type text,
  regions text[] not null,
  beneficiaries text[] not null,
  evidence_level int not null,
  published timestamptz not null,
  card jsonb not null,
  search tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')
    || setweight(to_tsvector('english', organisation_name), 'C') || setweight(to_tsvector('english', body), 'D')) stored
);
create index on listings_textbook using gin (search);
create index on listings_textbook using gin (title gin_trgm_ops);
create index on listings_textbook using gin (service_areas);
create index on listings_textbook using gin (regions);
create index on listings_textbook (published desc);
`;

const facets = {
  ask: 'unnest(asks)',
  serviceArea: 'unnest(service_areas)',
  stage: 'stage',
  innovationType: 'innovation_type',
  region: 'unnest(regions)',
  beneficiary: 'unnest(beneficiaries)',
  minEvidence: 'evidence_level::text',
};
type Facet = keyof typeof facets;

/** Makes the table and fills it. */
export async function makeTextbook(pool: pg.Pool, documents: readonly ListingDocument[]): Promise<void> {
  await pool.query(tables);
  for (let from = 0; from < documents.length; from += 500) {
    const rows = documents.slice(from, from + 500).map((document) => ({
      ...document,
      organisation_name: document.organisationName,
      asks: document.asks.map(({ kind }) => kind),
      service_areas: document.serviceAreas,
      innovation_type: document.innovationType,
      evidence_level: document.evidenceLevel,
      published: new Date(document.publishedAt).toISOString(),
    }));
    await pool.query(
      `insert into listings_textbook select * from jsonb_to_recordset($1) as given(
         id uuid, title text, summary text, organisation_name text, body text, asks text[], service_areas text[], stage text,
         innovation_type text, regions text[], beneficiaries text[], evidence_level int, published timestamptz, card jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  await pool.query('vacuum analyze listings_textbook');
}

/** A condition, given how to add a parameter; with the facet that it filters, if it does. */
interface Condition {
  facet?: Facet;
  sql: (add: (value: unknown) => string) => string;
}

/** The words as a query, the last one as a beginning too. */
function toTsquery(q: string): string {
  const words = q.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(' & ');
}

function filtersOf(query: ListingQuery): Condition[] {
  const any = (facet: Facet, column: string, values: readonly string[]): Condition[] =>
    values.length > 0 ? [{ facet, sql: (add) => `${column} && ${add(values)}::text[]` }] : [];
  return [
    ...any('ask', 'asks', query.ask),
    ...any('serviceArea', 'service_areas', query.serviceArea),
    ...any('stage', 'array[stage]', query.stage),
    ...any('region', 'regions', query.region),
    ...(query.minEvidence === undefined
      ? []
      : [
          {
            facet: 'minEvidence' as const,
            sql: (add: (value: unknown) => string) => `evidence_level >= ${add(query.minEvidence)}`,
          },
        ]),
  ];
}

/** A page, its total and its facets, as one would write them at first. @returns the total */
export async function searchTextbook(pool: pg.Pool, query: ListingQuery): Promise<number> {
  const filters = filtersOf(query);
  const { q } = query;
  if (!q) return search(pool, query, filters, 'published desc', '');
  const words = toTsquery(q);
  const tsquery = `to_tsquery('english', '${words.replaceAll("'", '')}')`;
  const matching: Condition = { sql: (add) => `search @@ to_tsquery('english', ${add(words)})` };
  const total = await search(
    pool,
    query,
    [matching, ...filters],
    `ts_rank(search, ${tsquery}) desc`,
    `, ts_headline('english', body, ${tsquery})`,
  );
  if (total > 0) return total;
  return search(pool, query, [{ sql: (add) => `title % ${add(q)}` }, ...filters], 'published desc', '');
}

async function search(
  pool: pg.Pool,
  query: ListingQuery,
  conditions: readonly Condition[],
  order: string,
  headline: string,
) {
  const run = async (without: Facet | undefined, text: (where: string) => string) => {
    const values: unknown[] = [];
    const add = (value: unknown) => `$${String(values.push(value))}`;
    const parts = conditions.filter(({ facet }) => facet === undefined || facet !== without).map(({ sql }) => sql(add));
    return pool.query<{ total: string }>(text(parts.join(' and ') || 'true'), values);
  };
  const counted = await run(undefined, (where) => `select count(*) as total from listings_textbook where ${where}`);
  for (const [facet, value] of Object.entries(facets) as [Facet, string][])
    await run(facet, (where) => `select ${value} as value, count(*) from listings_textbook where ${where} group by 1`);
  await run(
    undefined,
    (where) => `select card, title, summary ${headline} from (
      select * from listings_textbook where ${where} order by ${order} limit ${String(query.limit)}) page`,
  );
  return Number(counted.rows[0]?.total ?? 0);
}
