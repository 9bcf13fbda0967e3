// The audit history: adding to it. Reading it stands with those who show it.
import type { Db } from '../index.ts';
import { auditEntries } from './tables.ts';

export interface AuditRecord {
  /** `<noun>.<verb>`, such as listing.published. */
  action: string;
  /** Who did it; undefined for the system itself. */
  actor?: { id: string; name: string };
  subjectKind: 'user' | 'organisation' | 'listing' | 'interest' | 'match' | 'email';
  subjectId: string;
  /** What changed; never a secret. */
  details?: Record<string, unknown>;
}

/** Adds a line to the history, in the transaction of the write it tells of. */
export async function recordAudit(db: Db, record: AuditRecord): Promise<void> {
  await db.insert(auditEntries).values({
    action: record.action,
    actorId: record.actor?.id,
    actorName: record.actor?.name ?? 'The exchange',
    subjectKind: record.subjectKind,
    subjectId: record.subjectId,
    details: record.details ?? {},
  });
}
