// Mail at once, gathered: what is found for a person while their message waits goes into that message.
import { sql, type SQL, type SQLChunk } from 'drizzle-orm';
import type { Db } from '../index.ts';

/** Listings a gathered message is composed from; those beyond are counted. */
const MOST_READ = 40;

/**
 * SQL: when a message begun now for `user_id` goes out: after `seconds`, but not within a minute of the one before, so that whoever is found
 * for again and again has one message a minute. Nobody waits longer than that minute.
 */
const dueAt = (seconds: SQLChunk): SQL => sql`case when ${seconds}::int = 0 then now() else greatest(
        now() + make_interval(secs => ${seconds}::int),
        (select before.created_at + interval '1 minute' from notifications before
          where before.user_id = recipients.user_id and before.kind = 'match' order by before.id desc limit 1)) end`;

/**
 * SQL, parts of a `with` that has `news` (user_id, email, listing_id, material_revision, score; each listing once a person): one waiting
 * message a person takes it in. Whoever has none yet gets one; the first thing found decides when it goes out, and what is found later
 * does not put it off. Gives `mails`, the messages begun here.
 *
 * The message's row is locked until this transaction ends, so that no worker sends it before what was put into it can be read; a worker
 * that takes it ends the gathering, and the next thing found begins another. Rows are written in the order of people, so that no two
 * runs wait for each other.
 * @param seconds how long the first message waits: a number or a placeholder; 0: nothing waits
 */
export const gatherMail = (seconds: SQLChunk): SQL => sql`
    recipients as materialized (
      select uuidv7() as email_id, best.* from (
        select distinct on (user_id) user_id, email, listing_id, material_revision from news
        order by user_id, score desc, listing_id desc
      ) best
    ),
    gathering as (
      insert into emails (id, key, kind, user_id, "to", data, is_gathering, not_before)
      select email_id, concat_ws(':', 'match', user_id, listing_id, material_revision), 'match', user_id, email,
        jsonb_build_object('userId', user_id, 'emailId', email_id), true, ${dueAt(seconds)}
      from recipients order by user_id
      on conflict (user_id) where is_gathering do update set is_gathering = true
      returning id, user_id, not_before
    ),
    claimed as (
      insert into emailed_listings (user_id, listing_id, material_revision, email_id)
      select user_id, listing_id, material_revision, gathering.id from news join gathering using (user_id)
      order by user_id, listing_id
      on conflict do nothing
    ),
    mails as (
      select id, gathering.user_id, not_before from gathering join recipients on email_id = id
    ),
    noted as (
      insert into notifications (id, user_id, kind) select id, user_id, 'match' from mails
    ),
    told as (
      insert into outbox (event, payload, due_at)
      select 'email.requested', jsonb_build_object('emailId', id), nullif(not_before, now()) from mails
      returning 1
    )`;

/** What a message gathered: its best listings, the best first, and how many there are in all. */
export interface Gathered {
  listingIds: string[];
  total: number;
}

/** What each of the messages gathered; those that gathered nothing are left out. */
export async function listGathered(db: Db, emailIds: readonly string[]): Promise<Map<string, Gathered>> {
  if (emailIds.length === 0) return new Map();
  // The score is looked up by person and listing: in a join the planner may begin with everybody's matches of a listing.
  const result = await db.execute<{ emailId: string; listingIds: string[]; total: number }>(sql`
    select email_id as "emailId", count(*)::int as total,
      (array_agg(listing_id order by score desc nulls last, listing_id desc))[1:${sql.raw(String(MOST_READ))}] as "listingIds"
    from (
      select distinct told.email_id, told.listing_id, (
          select max((select m.score from matches m
            where m.listing_id = told.listing_id and m.interest_id = alert.interest_id and m.ended_at is null))
          from interest_alerts alert where alert.user_id = told.user_id and alert.frequency <> 'off') as score
      from emailed_listings told
      where told.email_id in (select * from unnest(${sql.param(emailIds)}::uuid[]))
    ) gathered
    group by email_id`);
  return new Map(result.rows.map(({ emailId, total, listingIds }) => [emailId, { listingIds, total }]));
}
