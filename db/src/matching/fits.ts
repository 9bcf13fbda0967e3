// Pairs that fit, with score and reasons, found from either side by the same gates. Gives SQL; match-*.ts write the rows.
import type { Criteria, Tuning } from '@exchange/contracts';
import { sql, type SQL, type SQLChunk } from 'drizzle-orm';
import type { Gates } from '../interests/anchors.ts';
import type { WordColumns } from '../interests/keywords.ts';
import { factsOf } from './facts.ts';
import { fitting, anchorGates, otherGates } from './gates.ts';
import { nearMisses, reasons } from './reasons.ts';
import { score } from './scoring.ts';

const gateColumns = sql.raw(
  'g.interest_id, g.ask_mask, g.contract_min, g.contract_max, g.investment_min, g.investment_max, g.research_min, g.research_max',
);

const columns = sql`i.id as interest_id, l.id as listing_id, l.material_revision, ${score} as score, ${reasons} as reasons,
  ${nearMisses} as near_miss`;

/**
 * SQL: the interests that fit a listing. Its keys are looked up in the anchors' covering index, which answers the numeric gates
 * without touching a table; the survivors' rows answer the rest. Cost follows the number of survivors, not of interests.
 */
export function fitsOfListing(listingId: SQLChunk): SQL {
  // Each step is materialised: the planner cannot know how many anchors an array of keys meets, and must not reorder them.
  return sql`
    with f as materialized (${factsOf(listingId)}),
    l as materialized (select * from listings where id = ${listingId}),
    o as materialized (select o.id, o.verified_at from organisations o join l on l.organisation_id = o.id),
    g as materialized (
      select ${gateColumns}, array_agg(g.service_area) as areas, array_agg(g.place) as places
      from f join interest_anchors g on g.service_area = any(f.areas) and g.place = any(f.places)
      where ${anchorGates}
      group by ${gateColumns}
    )
    select ${columns}
    from g join interests i on i.id = g.interest_id cross join f cross join l cross join o ${fitting}
    where ${otherGates}
    order by g.interest_id`;
}

/** An interest that may not be stored yet. */
export interface Wanted {
  id: string;
  organisationId: string;
  criteria: Criteria;
  gates: Gates;
  /** What is looked for in the listings' words. */
  wordColumns: WordColumns;
  /** Its own weights; as for all where it has none. */
  tuning?: Tuning | null;
}

/** SQL: the published listings that fit an interest. @param since only those published at or after it */
export function fitsOfInterest(wanted: Wanted, since?: Date): SQL {
  const { id, organisationId, criteria, gates, wordColumns, tuning = null } = wanted;
  const list = (values: string[], type: string) => sql`${sql.param(values)}::${sql.raw(type)}`;
  return sql`
    with wanted as materialized (
      select ${id}::uuid as id, ${organisationId}::uuid as organisation_id, ${JSON.stringify(criteria)}::jsonb as criteria,
        ${tuning && JSON.stringify(tuning)}::jsonb as tuning,
        ${list(gates.areas, 'text[]')} as areas, ${list(gates.places, 'text[]')} as places,
        ${gates.askMask}::int as ask_mask, ${gates.minEvidence}::smallint as min_evidence,
        ${gates.contractMin}::int as contract_min, ${gates.contractMax}::int as contract_max,
        ${gates.investmentMin}::int as investment_min, ${gates.investmentMax}::int as investment_max,
        ${gates.researchMin}::int as research_min, ${gates.researchMax}::int as research_max,
        ${gates.stageMask}::int as stage_mask, ${gates.innovationTypeMask}::int as innovation_type_mask,
        ${gates.beneficiaryMask}::int as beneficiary_mask,
        ${gates.verifiedOnly}::boolean as verified_only, ${gates.reviewedOnly}::boolean as reviewed_only,
        ${list(gates.organisations, 'uuid[]')} as organisations,
        ${list(gates.excludedServiceAreas, 'text[]')} as excluded_service_areas,
        ${list(gates.excludedOrganisations, 'uuid[]')} as excluded_organisations,
        ${wordColumns.words} as words, ${wordColumns.synonyms} as synonyms, ${wordColumns.excludedWords} as excluded_words
    )
    select ${columns}
    from wanted i
    join listing_facts f on f.areas && i.areas and f.places && i.places
    join listings l on l.id = f.listing_id and l.state = 'published'
    join organisations o on o.id = l.organisation_id
    cross join lateral (
      select i.ask_mask, i.min_evidence, i.stage_mask, i.innovation_type_mask, i.beneficiary_mask, i.contract_min, i.contract_max, i.investment_min, i.investment_max,
        i.research_min, i.research_max,
        array(select unnest(f.areas) intersect select unnest(i.areas) order by 1) as areas,
        array(select unnest(f.places) intersect select unnest(i.places) order by 1) as places
    ) g
    ${fitting}
    where ${anchorGates} and ${otherGates} ${since ? sql`and l.published_at >= ${since.toISOString()}::timestamptz` : sql``}`;
}
