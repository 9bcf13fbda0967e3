// What is news to a person: not what their organisation has seen or put aside already.
import { sql, type SQL } from 'drizzle-orm';

/**
 * SQL, on a match `m` of an interest `i`: the match is new, and the organisation has not looked at the listing, in this revision, by way of
 * another of its interests; or it is on their shortlist and the listing has been revised since this person was told of it.
 * @param userId SQL of the person's id
 */
export const isNews = (userId: SQL): SQL => sql`(
  m.state = 'new' and not coalesce((
    -- looked up interest by interest: in a join the planner may begin with everybody's matches of the listing
    select bool_or((select other.state in ('seen', 'shortlisted') and other.material_revision >= m.material_revision
      from matches other where other.listing_id = m.listing_id and other.interest_id = theirs.id and other.ended_at is null))
    from interests theirs where theirs.organisation_id = i.organisation_id), false)
  or m.state = 'shortlisted' and exists (select from emailed_listings before where before.user_id = ${userId}
    and before.listing_id = m.listing_id and before.material_revision < m.material_revision))`;
