// The reviewed level of evidence in SQL, and who may set it beside staff.
import { and, asc, eq, sql } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { listings } from '../listings/tables.ts';

/**
 * Writes what a reviewer found. Moves the version on by one, and the material revision when the level is another: matching
 * looks at it. The listing's row must be locked.
 * @returns the level before, null when none had been set
 */
export async function saveEvidenceReview(
  db: Db,
  id: string,
  review: { level: number; note: string; nextStep: string | null; at: Date },
): Promise<{ before: number | null; isMaterial: boolean }> {
  const [row] = await db.select({ before: listings.reviewedEvidenceLevel }).from(listings).where(eq(listings.id, id));
  if (!row) throw new Error(`there is no listing ${id}`);
  const isMaterial = row.before !== review.level;
  await db
    .update(listings)
    .set({
      reviewedEvidenceLevel: review.level,
      reviewedEvidenceNote: review.note,
      evidenceNextStep: review.nextStep,
      evidenceReviewedAt: review.at,
      version: sql`${listings.version} + 1`,
      ...(isMaterial ? { materialRevision: sql`${listings.materialRevision} + 1` } : {}),
      updatedAt: review.at,
    })
    .where(eq(listings.id, id));
  return { before: row.before, isMaterial };
}

export interface ReviewerRow {
  id: string;
  name: string;
  email: string;
}
const columns = { id: users.id, name: users.name, email: users.email };

/** Those whom staff appointed, by name. */
export async function listReviewers(db: Db): Promise<ReviewerRow[]> {
  return db.select(columns).from(users).where(eq(users.isReviewer, true)).orderBy(asc(users.name), asc(users.id));
}

/** Appoints somebody with a verified address. @returns undefined when nobody has that address */
export async function appointReviewer(db: Db, email: string): Promise<ReviewerRow | undefined> {
  const [row] = await db
    .update(users)
    .set({ isReviewer: true, updatedAt: new Date() })
    .where(and(eq(users.email, email), sql`${users.emailVerifiedAt} is not null`))
    .returning(columns);
  return row;
}

/** Ends an appointment. @returns undefined when this person is no reviewer */
export async function dismissReviewer(db: Db, id: string): Promise<ReviewerRow | undefined> {
  const [row] = await db
    .update(users)
    .set({ isReviewer: false, updatedAt: new Date() })
    .where(and(eq(users.id, id), eq(users.isReviewer, true)))
    .returning(columns);
  return row;
}
