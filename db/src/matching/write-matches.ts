// Writes matches: found once, announced once a revision, ended when they no longer fit. Gives parts of one SQL statement.
import { sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { SCORER_VERSION } from './weights.ts';

/**
 * SQL, the first parts of a `with`: `fits` (the pairs), `found` (the matches that are new, or new in this revision and not
 * dismissed), and `ended` (those of `scope` that no longer fit). A pair that is as it was is left alone, so running again changes nothing.
 * A newer revision makes what was seen new again; shortlisted and dismissed ones stay so.
 * @param scope an SQL condition on `matches m`: the pairs that `fits` has looked at
 */
export function writeMatches(fits: SQL, scope: SQL, now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`
    fits as materialized (${fits}),
    written as (
      insert into matches as m (id, listing_id, interest_id, score, reasons, near_miss, state, material_revision, scorer_version,
        created_at, updated_at)
      select uuidv7(), listing_id, interest_id, score, reasons, near_miss, 'new', material_revision,
        ${sql.raw(String(SCORER_VERSION))}, ${at}, ${at}
      from fits
      on conflict (listing_id, interest_id) do update set
        score = excluded.score, reasons = excluded.reasons, near_miss = excluded.near_miss,
        material_revision = excluded.material_revision, scorer_version = excluded.scorer_version,
        updated_at = excluded.updated_at, ended_at = null,
        state = case when m.state = 'seen' and m.material_revision < excluded.material_revision then 'new' else m.state end
      where (m.score, m.reasons, m.near_miss, m.material_revision, m.scorer_version, m.ended_at)
        is distinct from (excluded.score, excluded.reasons, excluded.near_miss, excluded.material_revision,
          excluded.scorer_version, null)
      returning m.listing_id, m.interest_id, m.score, m.material_revision, m.state,
        old.material_revision as revision_before, old.ended_at as ended_before
    ),
    found as (
      select * from written
      where state <> 'dismissed'
        and (revision_before is null or revision_before < material_revision or ended_before is not null)
    ),
    ended as (
      update matches m set ended_at = ${at}, updated_at = ${at}
      where ${scope} and m.ended_at is null
        and not exists (select from fits where fits.listing_id = m.listing_id and fits.interest_id = m.interest_id)
      returning m.id
    )`;
}

/** SQL, further parts of the `with`: asks for each row of `mails` to be sent. `told` says how many. */
export const tellOutbox: SQL = sql`
    told as (
      insert into outbox (event, payload)
      select 'email.requested', jsonb_build_object('emailId', id) from mails returning 1
    )`;

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
    join interests i on i.id = found.interest_id
    join interest_alerts alert on alert.interest_id = i.id and alert.frequency = 'instant'
    join memberships member on member.user_id = alert.user_id and member.organisation_id = i.organisation_id
    join users u on u.id = alert.user_id and u.email_verified_at is not null
    where not exists (select from emailed_listings told where told.user_id = u.id and told.listing_id = found.listing_id
      and told.material_revision = found.material_revision)`;

/**
 * Begins a run of matching in its transaction. Two runs for one listing, or one interest, would only wait for each other row by
 * row, so they take turns. The joins of the statement stand in the order in which they should be done: looking for another order
 * would take the planner longer than a small match takes.
 */
export async function beginRun(tx: Db, id: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0)), set_config('join_collapse_limit', '1', true)`,
  );
}
