// What time does to listings: publishing those whose hour has come, and minding those that nobody has touched for months.
import { and, eq, lte, sql } from 'drizzle-orm';
import { findUser } from '../accounts/queries.ts';
import { memberships, users } from '../accounts/tables.ts';
import { requestEmail } from '../emails/queries.ts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { lockListing, updateListingState } from './queries.ts';
import { listings } from './tables.ts';

/** product.md: untouched for six months a listing gets a nudge, and for nine it is paused; never sooner than a month after the nudge. */
export const NUDGE_MONTHS = 6;
export const PAUSE_MONTHS = 9;
const GRACE_DAYS = 30;
/** At the most in one run; the rest in the next. */
const BATCH = 100;

/** Approved listings whose time has come, the earliest first. */
export async function listDueListings(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.state, 'paused'), eq(listings.needsReview, false), lte(listings.publishAt, now)))
    .orderBy(listings.publishAt)
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

/** Makes an approved listing public when its time has come; does nothing when that is no longer so. */
export async function publishDueListing(db: Db, id: string, now: Date): Promise<void> {
  await db.transaction(async (trx) => {
    const listing = await lockListing(trx, id);
    const isDue = listing?.publishAt && listing.publishAt <= now && listing.state === 'paused' && !listing.needsReview;
    if (!isDue) return;
    await updateListingState(trx, id, { state: 'published', publishAt: null, publishedAt: listing.publishedAt ?? now });
    await recordAudit(trx, {
      action: 'listing.published',
      subjectKind: 'listing',
      subjectId: id,
      details: { from: 'paused', to: 'published', publishAt: listing.publishAt?.toISOString() },
    });
    await appendToOutbox(trx, 'listing.published', { listingId: id });
    const creator = listing.createdBy === null ? undefined : await findUser(trx, listing.createdBy);
    if (!creator || creator.passwordHash === '') return;
    await requestEmail(trx, {
      key: `published:${id}:${String(listing.version + 1)}`,
      kind: 'listing_published',
      to: creator.email,
      userId: creator.id,
      data: { listingId: id },
    });
  });
}

const untouchedFor = (months: number, now: Date) =>
  sql`${listings.state} = 'published' and not ${listings.isDemonstration}
    and ${listings.updatedAt} <= ${now.toISOString()}::timestamptz - make_interval(months => ${months}::int)`;
/** What was mailed about this version begins with this. */
const nudgeKey = sql`'nudge:' || ${listings.id} || ':' || ${listings.version} || ':'`;
/** SQL, on `emails e`: it was about this version. What follows are the digits of an owner's id; the range lets the index of keys serve. */
const isNudge = sql`e.key >= ${nudgeKey} and e.key < ${nudgeKey} || 'g' and starts_with(e.key, ${nudgeKey})`;

/** Listings to nudge about: untouched, with an owner who was not told of this version yet. */
export async function listUntouchedListings(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .select({ id: listings.id })
    .from(listings)
    .where(
      and(
        untouchedFor(NUDGE_MONTHS, now),
        sql`exists (select from memberships m where m.organisation_id = ${listings.organisationId} and m.role = 'owner')`,
        sql`not exists (select from emails e where ${isNudge})`,
      ),
    )
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

/** Listings to pause: untouched for so long, and their owners told a month ago or more. */
export async function listForgottenListings(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .select({ id: listings.id })
    .from(listings)
    .where(
      and(
        untouchedFor(PAUSE_MONTHS, now),
        sql`exists (select from emails e where ${isNudge}
          and e.created_at <= ${now.toISOString()}::timestamptz - make_interval(days => ${GRACE_DAYS}::int))`,
      ),
    )
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

async function mailOwners(
  db: Db,
  listing: { id: string; organisationId: string },
  key: string,
  isPaused: boolean,
): Promise<void> {
  const owners = await db
    .select({ id: users.id, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.organisationId, listing.organisationId), eq(memberships.role, 'owner')));
  for (const { id, email } of owners)
    await requestEmail(db, {
      key: `${key}:${id}`,
      kind: 'listing_untouched',
      to: email,
      userId: id,
      data: { listingId: listing.id, isPaused },
    });
}

/** Asks the owners of a listing's organisation, once for each version, whether it still holds. */
export async function nudgeAboutListing(db: Db, id: string): Promise<void> {
  await db.transaction(async (trx) => {
    const listing = await lockListing(trx, id);
    if (listing?.state !== 'published') return;
    await mailOwners(trx, listing, `nudge:${id}:${String(listing.version)}`, false);
  });
}

/** Pauses a listing that nobody has answered for, and tells its owners, who can bring it back as it was. */
export async function pauseForgottenListing(db: Db, id: string): Promise<void> {
  await db.transaction(async (trx) => {
    const listing = await lockListing(trx, id);
    if (listing?.state !== 'published') return;
    await updateListingState(trx, id, { state: 'paused' });
    await recordAudit(trx, {
      action: 'listing.paused',
      subjectKind: 'listing',
      subjectId: id,
      details: { from: 'published', to: 'paused', reason: `Nobody had touched it for ${String(PAUSE_MONTHS)} months.` },
    });
    await appendToOutbox(trx, 'listing.changed', { listingId: id });
    await mailOwners(trx, listing, `forgotten:${id}:${String(listing.version + 1)}`, true);
  });
}
