// The tables of the engine: a narrow row to find and count by, and beside it the documents and the words that are known.
import type { PoolClient } from 'pg';
import { facetValues } from '../listings/facets.ts';
import { FIRST_AUTHORITY, FIRST_OTHER_CODE, FIRST_SERVICE_AREA } from './codes.ts';

/** Raise it when a table or what is written into it changes: the index is then made anew, empty, for a rebuild to fill. */
const TABLES_VERSION = 5;

/** Masks and facet numbers follow the order of the code lists, so the lists are part of the version. */
const version = `${String(TABLES_VERSION)} ${facetValues.map(({ facet, value }) => `${facet}:${value}`).join(' ')}`;

/** One writer at a time, whichever process it is in: upserts wait for a rebuild, and then find its content. */
const WRITERS_LOCK = 7_461_934;

/** Holds the writers' lock until the transaction ends. */
export async function lockWriters(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [WRITERS_LOCK]);
}

const bookkeeping = `
create table search.version (version text not null);
create table if not exists search.codes (n int primary key, code text not null unique);
create sequence if not exists search.area_numbers minvalue ${String(FIRST_SERVICE_AREA)} maxvalue ${String(FIRST_AUTHORITY - 1)};
create sequence if not exists search.authority_numbers minvalue ${String(FIRST_AUTHORITY)} maxvalue ${String(FIRST_OTHER_CODE - 1)};
create sequence if not exists search.other_numbers minvalue ${String(FIRST_OTHER_CODE)};
create sequence if not exists search.entry_numbers as int;
create table search.totals (
  documents int not null,
  length bigint not null,
  synonyms jsonb not null default '[]',
  synonyms_version int not null default 0
);
comment on column search.totals.synonyms is 'The pairs that staff added; the version says that they changed';
insert into search.totals values (0, 0);
`;

/** Where the tables that documents fill stand: searches read `search`, a rebuild fills the other and puts it in its place. */
export type Schema = 'search' | 'search_next';

/**
 * The tables that documents fill, without the index that searches need: see `indexContents`. `entries` is what every search reads,
 * so its rows are small: masks (a bit for each code of a list), tags (numbers from `codes`), and the vector out of line and
 * uncompressed, where reading a single word of it is cheapest.
 */
const contents = (schema: Schema) => `
create table ${schema}.entries (
  n int primary key,
  published bigint not null,
  amount int not null,
  contract_min int, contract_max int,
  investment_min int, investment_max int,
  research_min int, research_max int,
  beneficiaries int not null,
  length int not null,
  asks smallint not null,
  bands int not null,
  stage smallint not null,
  innovation_type smallint not null,
  regions smallint not null,
  whole_regions smallint not null,
  evidence smallint not null,
  verified boolean not null,
  organisation int not null,
  tags int[] not null,
  facets bytea not null,
  vector tsvector not null
) with (toast_tuple_target = 128);
alter table ${schema}.entries
  alter column vector set storage external,
  alter column tags set storage main,
  alter column facets set storage main;
comment on table ${schema}.entries is 'One row a published listing: what searches filter, count and rank by';
comment on column ${schema}.entries.bands is 'For each band of amounts four bits: the kinds of ask whose money reaches into it';
comment on column ${schema}.entries.facets is 'Its facet values as 16-bit numbers, one after the other: see facets.ts';
comment on column ${schema}.entries.vector is 'Stems with places and weights (A title, B summary, C organisation, D body); "=stem" stands in the title';

create table ${schema}.documents (n int primary key, id uuid not null unique, document jsonb not null);
comment on table ${schema}.documents is 'The documents as they were given: what results show and what is compared with the database';

create table ${schema}.vocabulary (
  word text collate "C" primary key,
  stem text collate "C" not null,
  documents int not null,
  length smallint not null,
  letters int not null
);
create index vocabulary_stem on ${schema}.vocabulary (stem);
comment on table ${schema}.vocabulary is 'Every word of the documents, in how many it stands, and its letters as a mask: for prefixes and corrections';
`;

/** Makes the tables that documents fill; `indexContents` belongs after it. */
export async function makeContents(client: PoolClient, schema: Schema): Promise<void> {
  await client.query(contents(schema));
}

/** What searches find entries by. Made last, over all that is there, it takes a tenth of the time of growing with every row. */
export async function indexContents(client: PoolClient, schema: Schema): Promise<void> {
  await client.query(
    `create index entries_vector on ${schema}.entries using gin (vector) with (fastupdate = off);
     create index entries_newest on ${schema}.entries (published desc, n desc)`,
  );
}

/** Makes the tables when there are none of this version. @returns whether the index is new and empty */
export async function makeTables(client: PoolClient): Promise<boolean> {
  await lockWriters(client);
  const there = await client.query<{ there: boolean }>(`select to_regclass('search.version') is not null as there`);
  if (there.rows[0]?.there) {
    const found = await client.query<{ version: string }>('select version from search.version');
    if (found.rows[0]?.version === version) return false;
  }
  // `codes` stays: other processes remember its numbers.
  await client.query('create schema if not exists search');
  await client.query(
    'drop table if exists search.version, search.totals, search.entries, search.documents, search.vocabulary',
  );
  await client.query(bookkeeping);
  await makeContents(client, 'search');
  await indexContents(client, 'search');
  await client.query('insert into search.version values ($1)', [version]);
  return true;
}
