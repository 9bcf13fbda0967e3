// The exchange team's side: what waits for review, and the audit history.
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { ReviewKind } from './reviews.ts';

export const ReviewItem = z
  .object({
    id: Id,
    title: z.string().nullable(),
    summary: z.string().nullable(),
    organisation: z.object({ id: Id, slug: z.string(), name: z.string(), verified: z.boolean() }),
    kind: ReviewKind,
    submittedAt: Instant,
    /** Working days in London since it was submitted; the team means to take REVIEW_TARGET. */
    workingDays: z.int(),
    /** Who is at it, unless the claim is more than a day old. */
    claimedBy: z.string().nullable(),
    isDemonstration: z.boolean(),
  })
  .meta({ id: 'ReviewItem' });
export type ReviewItem = z.infer<typeof ReviewItem>;

export const AuditEntry = z
  .object({
    id: Id,
    at: Instant,
    action: z.string(),
    actor: z.string(),
    subjectKind: z.string(),
    subjectId: Id,
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
