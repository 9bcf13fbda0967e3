// The audit history: adding to it, and reading it.
import type { AuditEntry } from '@exchange/contracts';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { auditEntries } from './tables.ts';

export interface AuditRecord {
  /** `<noun>.<verb>`, such as listing.published. */
  action: string;
  /** Who did it, and by which key if by a program; undefined for the system itself. */
  actor?: { id?: string; name: string; apiKey?: { name: string } };
  subjectKind: 'user' | 'organisation' | 'listing' | 'interest' | 'match' | 'shortlist' | 'email' | 'job' | 'synonym';
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
    details: { ...record.details, ...(record.actor?.apiKey ? { apiKey: record.actor.apiKey.name } : {}) },
  });
}

/** So long after the last save of a run the next one begins a new line. */
export const RUN_MINUTES = 30;

/**
 * Adds an edit to the history. A section that saves itself would fill it with lines that say the same: one person's edits in a row,
 * none more than RUN_MINUTES after the one before and nothing else between them, are one line, with all that they changed.
 * The caller holds the lock of the subject's row.
 */
export async function recordEdit(
  db: Db,
  record: AuditRecord & { changed: readonly string[]; now: Date },
): Promise<void> {
  const { changed, now, ...rest } = record;
  const [last] = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, record.subjectId))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  const until = last && new Date(typeof last.details.until === 'string' ? last.details.until : last.at);
  const goesOn =
    last?.action === record.action &&
    last.actorId === (record.actor?.id ?? null) &&
    last.details.apiKey === record.actor?.apiKey?.name &&
    until !== undefined &&
    Math.abs(now.getTime() - until.getTime()) <= RUN_MINUTES * 60_000;
  if (!goesOn) {
    await recordAudit(db, { ...rest, details: { ...rest.details, changed: [...changed] } });
    return;
  }
  const before = Array.isArray(last.details.changed) ? (last.details.changed as string[]) : [];
  const details = { ...last.details, changed: [...new Set([...before, ...changed])], until: now.toISOString() };
  await db.update(auditEntries).set({ details }).where(eq(auditEntries.id, last.id));
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
