// Writes many interests at once, as createInterest would have, without history, alerts or events: for the bench and large tests.
import type { Criteria, ReadKeywords } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { gatesOf } from './anchors.ts';
import { writeGateRows } from './gate-rows.ts';
import { asTheyStand, toQuery, toSynonyms } from './keywords.ts';

export interface BulkInterest {
  id: string;
  organisationId: string;
  name: string;
  criteria: Criteria;
}

/** SQL: the words at a path of the criteria, as they stand where they were not read. */
const words = (path: string, read: string) =>
  sql`case when ${sql.raw(read)} is null then ${asTheyStand(sql.raw(`r.criteria #>> '${path}'`))} else ${toQuery(sql.raw(read))} end`;

/**
 * @param rows at most some thousands
 * @param regionOf the region of each local authority
 * @param read how words are read; undefined: as they stand
 */
export async function insertInterests(
  db: Db,
  rows: readonly BulkInterest[],
  regionOf: ReadonlyMap<string, string>,
  read?: ReadKeywords,
): Promise<void> {
  const json = JSON.stringify(
    rows.map((row) => {
      const { q, exclude } = row.criteria;
      return { ...row, ...gatesOf(row.criteria, regionOf), wanted: read?.(q), unwanted: read?.(exclude.q) };
    }),
  );
  await db.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${json}::jsonb) as r (
        id uuid, "organisationId" uuid, name text, criteria jsonb, areas text[], places text[], "askMask" int, "minEvidence" int,
        "contractMin" int, "contractMax" int, "investmentMin" int, "investmentMax" int, "researchMin" int, "researchMax" int,
        "stageMask" int, "innovationTypeMask" int, "beneficiaryMask" int, "verifiedOnly" boolean, "reviewedOnly" boolean,
        organisations uuid[], "excludedServiceAreas" text[], "excludedOrganisations" uuid[],
        wanted jsonb, unwanted jsonb)
    ), made as (
      insert into interests (id, organisation_id, name, criteria, stage_mask, innovation_type_mask, beneficiary_mask,
        verified_only, reviewed_only, min_evidence, organisations, excluded_service_areas, excluded_organisations, words, synonyms, excluded_words)
      select id, "organisationId", name, criteria, "stageMask", "innovationTypeMask", "beneficiaryMask", "verifiedOnly",
        "reviewedOnly", "minEvidence", organisations, "excludedServiceAreas", "excludedOrganisations", ${words('{q}', 'r.wanted')},
        case when r.wanted is not null then ${toSynonyms(sql.raw('r.wanted'))} end, ${words('{exclude,q}', 'r.unwanted')}
      from given r
      returning id
    )
    insert into interest_anchors (service_area, place, interest_id, ask_mask, min_evidence, stage_mask, innovation_type_mask,
      beneficiary_mask, contract_min, contract_max, investment_min, investment_max, research_min, research_max)
    select area, place, id, "askMask", "minEvidence", "stageMask", "innovationTypeMask", "beneficiaryMask", "contractMin", "contractMax", "investmentMin", "investmentMax",
      "researchMin", "researchMax"
    from given join made using (id) cross join unnest(areas) area cross join unnest(places) place`);
  const ids = rows.map(({ id }) => id);
  await db.execute(writeGateRows(sql`i.id = any(${sql.param(ids)}::uuid[])`));
}
