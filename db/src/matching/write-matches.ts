// Writes matches: found once, announced once a revision, ended when they no longer fit. Gives parts of one SQL statement.
import { sql, type SQL } from 'drizzle-orm';
import { isUniqueViolation } from '../errors.ts';
import type { Db } from '../index.ts';
import { SCORER_VERSION } from './weights.ts';

const isSamePair = (one: string, other: string) =>
  sql.raw(`${one}.listing_id = ${other}.listing_id and ${one}.interest_id = ${other}.interest_id`);
const scorer = sql.raw(String(SCORER_VERSION));

/**
 * SQL, the first parts of a `with`: `fits` (the pairs), `found` (the matches that are new, or new in this revision and not
 * dismissed), and `ended` (those of `scope` that no longer fit). A pair that is as it was is left alone, so running again changes nothing.
 * A newer revision makes what was seen new again; shortlisted and dismissed ones stay so.
 *
 * New pairs are inserted and known ones updated, rather than each tried with `on conflict`, which costs about a fifth more. That two
 * runs write the same new pair is rare (a listing published while an interest is saved): the later one fails, and begins again.
 * @param at SQL of the time that is written down
 * @param scope an SQL condition on `matches m`: the pairs that `fits` has looked at
 */
export function writeMatches(fits: SQL, scope: SQL, at: SQL): SQL {
  return sql`
    fits as materialized (${fits}),
    added as (
      insert into matches (id, listing_id, interest_id, score, reasons, near_miss, state, material_revision, scorer_version,
        created_at, updated_at)
      select uuidv7(), listing_id, interest_id, score, reasons, near_miss, 'new', material_revision, ${scorer}, ${at}, ${at}
      from fits
      where not exists (select from matches m where ${scope} and ${isSamePair('m', 'fits')})
      returning listing_id, interest_id, score, material_revision
    ),
    -- in the order in which marks lock them (mark.ts), so that neither waits for the other
    locked as materialized (select m.id from matches m where ${scope} order by m.id for no key update),
    changed as (
      update matches m set
        score = fits.score, reasons = fits.reasons, near_miss = fits.near_miss, material_revision = fits.material_revision,
        scorer_version = ${scorer}, updated_at = ${at}, ended_at = null,
        state = case when m.state = 'seen' and m.material_revision < fits.material_revision then 'new' else m.state end
      from fits, matches before
      -- asked once: all are locked before the first is changed, and of a listing or interest that is new there is nothing to look for
      where (select count(*) > 0 from locked) and ${scope} and ${isSamePair('m', 'fits')} and before.id = m.id
        and (m.score, m.reasons, m.near_miss, m.material_revision, m.scorer_version, m.ended_at)
          is distinct from (fits.score, fits.reasons, fits.near_miss, fits.material_revision, ${scorer}, null)
      returning m.listing_id, m.interest_id, m.score, m.material_revision,
        m.state <> 'dismissed' and (before.material_revision < m.material_revision or before.ended_at is not null) as is_news
    ),
    found as (
      select listing_id, interest_id, score, material_revision from added
      union all
      select listing_id, interest_id, score, material_revision from changed where is_news
    ),
    ended as (
      update matches m set ended_at = ${at}, updated_at = ${at}
      where (select count(*) > 0 from locked) and ${scope} and m.ended_at is null and not exists (select from fits where ${isSamePair('m', 'fits')})
      returning m.id
    )`;
}

/** What a run of matching did. */
export interface MatchRun {
  /** Pairs that fit now. */
  fits: number;
  /** Of those, matches that are new, or new in this revision. */
  found: number;
  /** Matches that stopped fitting. */
  ended: number;
  /** Messages asked for. */
  mails: number;
}

/** SQL, the end of the statement. */
export const countRun: SQL = sql`
    select (select count(*) from fits)::int as fits, (select count(*) from found)::int as found,
      (select count(*) from ended)::int as ended, (select count(*) from told)::int as mails`;

/**
 * SQL: who is mailed at once: `found` joined to the alerts that say instant, of people who still belong to the interest's
 * organisation and whose address is verified.
 */
export const instantRecipients: SQL = sql`
    from found
    join interest_alerts alert on alert.interest_id = found.interest_id and alert.frequency = 'instant'
    join interests i on i.id = found.interest_id
    join memberships member on member.user_id = alert.user_id and member.organisation_id = i.organisation_id
    join users u on u.id = alert.user_id and u.email_verified_at is not null
    where not exists (select from emailed_listings told where told.user_id = u.id and told.listing_id = found.listing_id
      and told.material_revision = found.material_revision)`;

const MOST_TRIES = 3;

/**
 * Runs matching in a transaction. Two runs for one listing, or one interest, would only wait for each other row by row, so they
 * take turns. The joins of the statement stand in the order in which they should be done: looking for another order would
 * take the planner longer than a small match takes. For the same reason a named statement is planned once: whatever the parameters,
 * the plan would be the same.
 * @param id of the listing or the interest
 */
export async function inMatchRun(db: Db, id: string, run: (tx: Db) => Promise<MatchRun>): Promise<MatchRun> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(
          sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0)), set_config('join_collapse_limit', '1', true),
            set_config('plan_cache_mode', 'force_generic_plan', true)`,
        );
        return run(tx);
      });
    } catch (error) {
      // The other direction wrote one of our pairs at the same moment; now it is known.
      if (attempt === MOST_TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

/** What a run is that found nothing to do. */
export const NOTHING_DONE: MatchRun = { fits: 0, found: 0, ended: 0, mails: 0 };
