// Takes from a listing what the gates look at, and keeps it beside the listing until its version moves on.
import { askKinds, innovationTypes, stages, beneficiaryGroups } from '@exchange/contracts';
import { sql, type SQL, type SQLChunk } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { named } from '../named.ts';
import { cutIntoWords, GAP, plainText } from './cut.ts';
import { bitSql, maskSql, NO_ASKS } from './masks.ts';

/** All its text: what somebody's key words are looked for in. The same parts as the search document's, the name among them. */
const textOf = sql`concat_ws(${GAP}, l.title, l.summary, o.name, concat_ws(' ', l.problem, l.how_it_works, l.what_is_different,
  (select string_agg(concat_ws(' ', item->>'name', item->>'source'), ' ') from jsonb_array_elements(l.outcomes) item),
  (select string_agg(concat_ws(' ', item->>'title', item->>'finding', item->>'author'), ' ')
    from jsonb_array_elements(l.evidence) item),
  (select string_agg(concat_ws(' ', item->>'altText', item->>'caption'), ' ') from jsonb_array_elements(l.pictures) item),
  (select string_agg(item->>'title', ' ') from jsonb_array_elements(l.documents) item),
  asks.words))`;

/** Where it works, as keys. The regions of its authorities are among its regions; a region without named authorities is whole. */
const placesOf = sql`array['*'] || case when l.national then array['national']
  else place.regions || l.local_authorities || array(select region || ':whole' from unnest(place.whole) region) end`;

const select = (which: SQL) => sql`
  select l.id, l.version,
    array(select '*' union select unnest(l.service_areas) union select split_part(unnest(l.service_areas), '.', 1)),
    ${placesOf}, case when l.national then '{}' else place.regions end, case when l.national then '{}' else place.whole end,
    coalesce(asks.mask, ${sql.raw(String(NO_ASKS))}),
    asks.contract_min, asks.contract_max, asks.investment_min, asks.investment_max, asks.research_min, asks.research_max,
    ${bitSql(stages, sql`l.stage`)}, ${bitSql(innovationTypes, sql`l.innovation_type`)},
    ${maskSql(beneficiaryGroups, sql`l.beneficiaries`)},
    coalesce(l.reviewed_evidence_level, l.evidence_level), l.reviewed_evidence_level,
    ${cutIntoWords(sql`said.text`)}
  from listings l
  join organisations o on o.id = l.organisation_id
  cross join lateral (
    select bit_or(${bitSql(askKinds, sql`kind`)}) as mask,
      min(amount_min) filter (where kind = 'contract') as contract_min,
      min(amount_max) filter (where kind = 'contract') as contract_max,
      min(amount_min) filter (where kind = 'investment') as investment_min,
      min(amount_max) filter (where kind = 'investment') as investment_max,
      min(amount_min) filter (where kind = 'research') as research_min,
      min(amount_max) filter (where kind = 'research') as research_max,
      string_agg(concat_ws(' ', terms->>'purpose', terms->>'question', terms->>'dataHeld', terms->>'topic', terms->>'note'), ' ') as words
    from listing_asks where listing_id = l.id
  ) asks
  cross join lateral (
    select array(select distinct region from local_authorities where code = any(l.local_authorities)) as of_authorities
  ) lie
  cross join lateral (
    select array(select unnest(l.regions) union select unnest(lie.of_authorities)) as regions,
      array(select unnest(l.regions) except select unnest(lie.of_authorities)) as whole
  ) place
  cross join lateral (select ${plainText(textOf)} as text offset 0) said
  where l.state = 'published' and ${which}
  order by l.id`;

const columns = [
  'listing_id',
  'version',
  'areas',
  'places',
  'regions',
  'whole_regions',
  'ask_mask',
  'contract_min',
  'contract_max',
  'investment_min',
  'investment_max',
  'research_min',
  'research_max',
  'stage_mask',
  'innovation_type_mask',
  'beneficiary_mask',
  'evidence_level',
  'reviewed_level',
  'words',
];

/**
 * SQL: the facts of one listing, to be looked at again and again. A long listing's words lie outside its row, packed: put together with
 * nothing they are fetched and unpacked once, and not for every interest that has words.
 */
export const factsOf = (listingId: SQLChunk): SQL => sql`
  select ${sql.raw(columns.map((name) => (name === 'words' ? `words || ''::tsvector as words` : name)).join(', '))}
  from listing_facts where listing_id = ${listingId}`;

const upsert = (which: SQL) => sql`
  insert into listing_facts (${sql.raw(columns.join(', '))}) ${select(which)}
  on conflict (listing_id) do update set ${sql.raw(
    columns
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(', '),
  )}`;

const refresh = named<never>('refresh_facts', () => upsert(sql`l.id = ${sql.placeholder('listingId')}`));

/** Takes a published listing's facts anew. @returns false when there is no such published listing */
export async function refreshFacts(db: Db, listingId: string): Promise<boolean> {
  const result = await refresh(db, { listingId });
  return result.rowCount === 1;
}

/** Brings the facts of every published listing that has none, or those of an older version, up to date. */
export async function refreshStaleFacts(db: Db): Promise<void> {
  await db.execute(
    upsert(
      sql`not exists (select from listing_facts known where known.listing_id = l.id and known.version = l.version)`,
    ),
  );
}

/** Comes before every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';
/** Listings whose facts are taken in one statement. */
const BATCH = 100;

/** Takes the facts of all published listings anew, some at a time. */
export async function retakeFacts(db: Db): Promise<void> {
  let last: string | undefined = NO_ID;
  while (last !== undefined) {
    const page: SQL = sql`l.id in (select id from listings where state = 'published' and id > ${last} order by id limit ${BATCH})`;
    const { rows } = await db.execute<{ id: string }>(sql`${upsert(page)} returning listing_id as id`);
    const ids: string[] = rows.map(({ id }) => id).sort();
    last = ids.length === BATCH ? ids.at(-1) : undefined;
  }
}
