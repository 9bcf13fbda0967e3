// Reviews in SQL: the queue of what waits, who is at it, what is ticked, and the comments with their answers.
import {
  workingDaysBetween,
  type ReviewComment,
  type ReviewItem,
  type ReviewKind,
  type ReviewPoint,
} from '@exchange/contracts';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listingReviews, reviewComments } from './tables.ts';

export type ReviewRow = typeof listingReviews.$inferSelect;
type Outcome = NonNullable<ReviewRow['outcome']>;

/** A claim ends by itself after a day: who has forgotten it keeps nobody waiting. */
export const CLAIM_HOURS = 24;
const claimHolds = (claimedAt: Date | null, now: Date) =>
  claimedAt !== null && now.getTime() - claimedAt.getTime() < CLAIM_HOURS * 3_600_000;

/** Whose review it is at `now`; null when nobody's. */
export const claimOf = (row: ReviewRow | undefined, now: Date): { id: string; name: string } | null =>
  row?.claimedBy && row.claimedByName !== null && claimHolds(row.claimedAt, now)
    ? { id: row.claimedBy, name: row.claimedByName }
    : null;

/** What waits: new listings, revisions, and samples to look at afterwards, each since when. */
const waiting = sql`(
  select id as listing_id, 'new' as kind, coalesce(submitted_at, updated_at) as submitted_at, title, summary
    from listings where state = 'in_review'
  union all
  select r.listing_id, 'revision', coalesce(r.submitted_at, r.updated_at), coalesce(r.changes->>'title', l.title), coalesce(r.changes->>'summary', l.summary)
    from listing_revisions r join listings l on l.id = r.listing_id where r.state = 'in_review' and l.state in ('published', 'paused')
  union all
  select s.listing_id, 'sample', s.created_at, l.title, l.summary
    from listing_reviews s join listings l on l.id = s.listing_id where s.kind = 'sample' and s.outcome is null and l.state = 'published')`;

interface WaitingRow extends Record<string, unknown> {
  listing_id: string;
  kind: ReviewKind;
  submitted_at: string;
  title: string | null;
  summary: string | null;
  organisation: ReviewItem['organisation'];
  is_demonstration: boolean;
  claimed_by_name: string | null;
  claimed_at: string | null;
}

/** What waits for review, the one submitted first first. */
export async function listReviewQueue(
  db: Db,
  page: { limit: number; after?: { submittedAt: Date; id: string }; now: Date },
): Promise<ReviewItem[]> {
  const { after, now } = page;
  const rest = after
    ? sql`(w.submitted_at, w.listing_id) > (${after.submittedAt.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  // Milliseconds, as a cursor carries them.
  const { rows } = await db.execute<WaitingRow>(sql`
    select w.*, l.is_demonstration, v.claimed_by_name, v.claimed_at,
      json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'verified', o.verified_at is not null) as organisation
    from (select listing_id, kind, date_trunc('milliseconds', submitted_at) as submitted_at, title, summary from ${waiting} a) w
    join listings l on l.id = w.listing_id
    join organisations o on o.id = l.organisation_id
    left join listing_reviews v on v.listing_id = w.listing_id and v.kind = w.kind and v.outcome is null
    where ${rest}
    order by w.submitted_at, w.listing_id
    limit ${page.limit}`);
  return rows.map((row) => {
    const submittedAt = new Date(row.submitted_at);
    return {
      id: row.listing_id,
      kind: row.kind,
      title: row.title,
      summary: row.summary,
      organisation: row.organisation,
      submittedAt: submittedAt.toISOString(),
      workingDays: workingDaysBetween(submittedAt, now),
      claimedBy: claimHolds(row.claimed_at === null ? null : new Date(row.claimed_at), now)
        ? row.claimed_by_name
        : null,
      isDemonstration: row.is_demonstration,
    };
  });
}

/** What of one listing waits, and since when; undefined when nothing does. A listing has one at a time, and a sample comes last. */
export async function findWaiting(
  db: Db,
  listingId: string,
): Promise<{ kind: ReviewKind; submittedAt: Date } | undefined> {
  const { rows } = await db.execute<WaitingRow>(
    sql`select kind, submitted_at from ${waiting} w where listing_id = ${listingId}::uuid order by kind = 'sample' limit 1`,
  );
  const [row] = rows;
  return row && { kind: row.kind, submittedAt: new Date(row.submitted_at) };
}

const isOpen = (listingId: string, kind: ReviewKind) =>
  and(eq(listingReviews.listingId, listingId), eq(listingReviews.kind, kind), isNull(listingReviews.outcome));

export async function findOpenReview(db: Db, listingId: string, kind: ReviewKind): Promise<ReviewRow | undefined> {
  const [row] = await db.select().from(listingReviews).where(isOpen(listingId, kind));
  return row;
}

/** The open review of what waits, made when there is none yet, and locked until the transaction ends. */
export async function lockReview(db: Db, listingId: string, kind: ReviewKind): Promise<ReviewRow> {
  await db.insert(listingReviews).values({ listingId, kind }).onConflictDoNothing();
  const [row] = await db.select().from(listingReviews).where(isOpen(listingId, kind)).for('update');
  if (!row) throw new Error(`the review of ${listingId} is not there`);
  return row;
}

export async function updateReview(
  db: Db,
  id: string,
  change: {
    claimedBy?: string | null;
    claimedByName?: string | null;
    claimedAt?: Date | null;
    checklist?: ReviewPoint[];
  },
): Promise<void> {
  await db.update(listingReviews).set(change).where(eq(listingReviews.id, id));
}

/** Ends the open review of a kind, with what came of it. */
export async function closeReview(
  db: Db,
  listingId: string,
  kind: ReviewKind,
  end: { outcome: Outcome; decidedByName: string; decidedAt: Date },
): Promise<void> {
  await db.update(listingReviews).set(end).where(isOpen(listingId, kind));
}

export async function insertComment(
  db: Db,
  review: ReviewRow,
  comment: { path: string; text: string; authorName: string },
): Promise<void> {
  await db.insert(reviewComments).values({ reviewId: review.id, listingId: review.listingId, ...comment });
}

/** How many comments a round of review has. */
export async function countComments(db: Db, reviewId: string): Promise<number> {
  return db.$count(reviewComments, eq(reviewComments.reviewId, reviewId));
}

/** The comments on a listing, oldest first; those of open rounds only when asked for. */
export async function listComments(db: Db, listingId: string, options: { openToo: boolean }): Promise<ReviewComment[]> {
  const rows = await db
    .select({ comment: reviewComments })
    .from(reviewComments)
    .innerJoin(listingReviews, eq(listingReviews.id, reviewComments.reviewId))
    .where(
      and(
        eq(reviewComments.listingId, listingId),
        options.openToo ? undefined : sql`${listingReviews.outcome} is not null`,
      ),
    )
    .orderBy(asc(reviewComments.id));
  return rows.map(({ comment }) => ({
    id: comment.id,
    path: comment.path,
    text: comment.text,
    author: comment.authorName,
    createdAt: comment.createdAt.toISOString(),
    answer: comment.answer,
    answeredBy: comment.answeredByName,
  }));
}

/** Writes what the writers say to a comment. @returns whether there is such a comment, of a round that was decided */
export async function answerComment(
  db: Db,
  listingId: string,
  id: string,
  answer: { answer: string; answeredByName: string },
): Promise<boolean> {
  const decided = sql`exists (select from listing_reviews v where v.id = ${reviewComments.reviewId} and v.outcome is not null)`;
  const found = await db
    .update(reviewComments)
    .set(answer)
    .where(and(eq(reviewComments.id, id), eq(reviewComments.listingId, listingId), decided))
    .returning({ id: reviewComments.id });
  return found.length > 0;
}
