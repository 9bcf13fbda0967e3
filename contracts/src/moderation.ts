// The exchange team's side: what waits for review, and the audit history.
import { z } from 'zod';
import { Id, Instant } from './common.ts';

export const ReviewItem = z
  .object({
    id: Id,
    title: z.string().nullable(),
    summary: z.string().nullable(),
    organisation: z.object({ id: Id, slug: z.string(), name: z.string(), verified: z.boolean() }),
    submittedAt: Instant,
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
