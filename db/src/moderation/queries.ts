// The audit history: adding to it, and reading it.
import type { AuditEntry } from '@exchange/contracts';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { auditEntries } from './tables.ts';

export interface AuditRecord {
  /** `<noun>.<verb>`, such as listing.published. */
  action: string;
  /** Who did it; undefined for the system itself. */
  actor?: { id?: string; name: string };
  subjectKind: 'user' | 'organisation' | 'listing' | 'interest' | 'match' | 'shortlist' | 'email' | 'job';
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

/**
 * The history, newest first.
 * @param page.subject the id of the listing, organisation, … it tells of; undefined for all
 * @param page.before the last id of the page before
 */
export async function listAuditEntries(
  db: Db,
  page: { subject?: string; before?: string; limit: number },
): Promise<AuditEntry[]> {
  const rows = await db
    .select()
    .from(auditEntries)
    .where(
      and(
        page.subject === undefined ? undefined : eq(auditEntries.subjectId, page.subject),
        page.before === undefined ? undefined : lt(auditEntries.id, page.before),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(page.limit);
  return rows.map(({ id, at, action, actorName, subjectKind, subjectId, details }) => ({
    id,
    at: at.toISOString(),
    action,
    actor: actorName,
    subjectKind,
    subjectId,
    details,
  }));
}
