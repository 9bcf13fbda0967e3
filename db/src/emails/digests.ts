// Daily and weekly mail: one message a person across all their interests, each listing once a revision, whatever happened in between.
import type { Frequency } from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { isNews } from '../matching/news.ts';

/** How many listings a digest names; the page has the rest. */
export const MOST_IN_A_DIGEST = 10;

export type DigestFrequency = Extract<Frequency, 'daily' | 'weekly'>;

const keyOf = (userId: SQL, frequency: DigestFrequency, slot: string) =>
  sql`concat_ws(':', 'digest', ${userId}, ${frequency}::text, ${slot}::text)`;

/**
 * Whose alerts a digest is owed to. What an instant alert left untold (it was set to instant after the match was found, or the address was
 * not verified then) is told in the next daily mail.
 */
const owedTo: Readonly<Record<DigestFrequency, SQL>> = {
  daily: sql`alert.frequency in ('daily', 'instant')`,
  weekly: sql`alert.frequency = 'weekly'`,
};
/** What it tells of: on its day the weekly mail takes in what the daily one would say, so that there is one a person. */
const toldIn: Readonly<Record<DigestFrequency, SQL>> = {
  daily: owedTo.daily,
  weekly: sql`alert.frequency in ('weekly', 'daily', 'instant')`,
};

/**
 * SQL: what is to be told: matches that fit and are news to the person (matching/news.ts) of published listings, of interests with such an
 * alert, of people who still belong there and whose address is verified, and not yet mailed to them in this revision. There is no window of
 * time in it: what was missed in an outage is still to be told after it.
 */
const untold = (alerts: SQL): SQL => sql`
  from interest_alerts alert
  join users u on u.id = alert.user_id and u.email_verified_at is not null
  join interests i on i.id = alert.interest_id
  join memberships member on member.user_id = u.id and member.organisation_id = i.organisation_id
  join matches m on m.interest_id = i.id and m.ended_at is null
  join listings l on l.id = m.listing_id and l.state = 'published'
  where ${alerts} and ${isNews(sql`u.id`)}
    and not exists (select from emailed_listings told where told.user_id = u.id and told.listing_id = m.listing_id
      and told.material_revision >= m.material_revision)`;

/**
 * People for whom a digest is due: there is something to tell, and none was written for this slot.
 * @param slot the day the digest is for, YYYY-MM-DD (Europe/London)
 * @returns ids of users, at most `limit`; ask again until there are none
 */
export async function listDueDigests(db: Db, frequency: DigestFrequency, slot: string, limit = 500): Promise<string[]> {
  const result = await db.execute<{ userId: string }>(sql`
    select distinct u.id as "userId" ${untold(owedTo[frequency])}
      and not exists (select from emails where emails.key = ${keyOf(sql`u.id`, frequency, slot)})
    order by u.id limit ${limit}`);
  return result.rows.map(({ userId }) => userId);
}

/**
 * Writes a person's digest, and asks for it to be sent, in one statement: the best ten listings, each once, and how many more there are. All of
 * them are marked as told: those beyond the ten stand on the page that the mail links to, and are not sent again for ever.
 * @returns the id of the message; undefined when there is nothing to tell or this slot has its digest already
 */
export async function composeDigest(
  db: Db,
  userId: string,
  frequency: DigestFrequency,
  slot: string,
  now: Date,
): Promise<string | undefined> {
  const key = keyOf(sql`${userId}::uuid`, frequency, slot);
  const result = await db.execute<{ id: string }>(sql`
    with message as materialized (
      select uuidv7() as id where not exists (select from emails where emails.key = ${key})
    ),
    untold as materialized (
      select m.listing_id, m.material_revision, max(m.score) as score, array_agg(distinct i.id) as interest_ids
      ${untold(toldIn[frequency])} and u.id = ${userId}
      group by m.listing_id, m.material_revision
    ),
    claimed as (
      insert into emailed_listings (user_id, listing_id, material_revision, email_id)
      select ${userId}::uuid, listing_id, material_revision, message.id from untold, message order by listing_id
      on conflict do nothing
      returning listing_id, email_id
    ),
    ranked as (
      select *, row_number() over (order by score desc, listing_id desc) as place from claimed join untold using (listing_id)
    ),
    mails as (
      insert into emails (id, key, kind, user_id, "to", data, created_at, not_before)
      select email_id, ${key}, 'digest', u.id, u.email, jsonb_build_object(
          'userId', u.id, 'frequency', ${frequency}::text,
          'interestIds', (select jsonb_agg(distinct interest_id) from ranked, unnest(interest_ids) interest_id),
          'listingIds', (select jsonb_agg(listing_id order by place) from ranked where place <= ${sql.raw(String(MOST_IN_A_DIGEST))}),
          'more', (select greatest(count(*) - ${sql.raw(String(MOST_IN_A_DIGEST))}, 0) from ranked)),
        ${now.toISOString()}::timestamptz, least(now(), ${now.toISOString()}::timestamptz)
      from users u, (select distinct email_id from claimed) one
      where u.id = ${userId}
      returning id, user_id, created_at
    ),
    noted as (
      insert into notifications (id, user_id, kind, created_at) select id, user_id, 'digest', created_at from mails
    ),
    told as (
      insert into outbox (event, payload) select 'email.requested', jsonb_build_object('emailId', id) from mails returning 1
    )
    select mails.id from mails, told`);
  return result.rows[0]?.id;
}
