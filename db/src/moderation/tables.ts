// The audit history: every write, with who, what and when. Rows are only ever added.
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from '../columns.ts';

export const auditEntries = pgTable(
  'audit_entries',
  {
    id: id(),
    at: createdAt(),
    /** `<noun>.<verb>`, such as listing.published. */
    action: text().notNull(),
    /** Who did it; null for the system itself. Not a foreign key: the history outlives the account. */
    actorId: uuid(),
    /** The name shown: a person's, `The exchange`, or `Import`. */
    actorName: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    /** What changed; never a secret. */
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    // Serves a listing's history page.
    index('audit_entries_subject').on(table.subjectId, table.id),
  ],
);
