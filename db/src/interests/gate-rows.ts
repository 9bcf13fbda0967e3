// The narrow row of an interest: its gates as its own row and its anchors have them. Gives one SQL statement.
import { sql, type SQL } from 'drizzle-orm';

const ofAnchors = sql.raw(
  'g.ask_mask, g.min_evidence, g.stage_mask, g.innovation_type_mask, g.beneficiary_mask, g.contract_min, g.contract_max, g.investment_min, g.investment_max, g.research_min, g.research_max',
);

/** SQL: an interest `i` has words, organisations or exceptions. */
const hasPrivate = sql`(i.organisations <> '{}' or i.excluded_organisations <> '{}' or i.excluded_service_areas <> '{}'
  or i.words is not null or i.excluded_words is not null)`;

/** SQL: writes the rows of interests `i` that have none. @param which a condition on `i` */
export const writeGateRows = (which: SQL): SQL => sql`
  insert into interest_gates (interest_id, organisation_id, ask_mask, min_evidence, stage_mask, innovation_type_mask, beneficiary_mask,
    contract_min, contract_max, investment_min, investment_max, research_min, research_max, verified_only, reviewed_only, has_private,
    areas, places)
  select i.id, i.organisation_id, ${ofAnchors}, i.verified_only, i.reviewed_only,
    ${hasPrivate},
    array_agg(distinct g.service_area), array_agg(distinct g.place)
  from interests i join interest_anchors g on g.interest_id = i.id
  where ${which}
  group by i.id, ${ofAnchors}`;

/** SQL: follows interests `i` whose words were read. @param which a condition on `i` */
export const followWords = (which: SQL): SQL => sql`
  update interest_gates g set has_private = ${hasPrivate}
  from interests i where i.id = g.interest_id and ${which} and g.has_private <> ${hasPrivate}`;
