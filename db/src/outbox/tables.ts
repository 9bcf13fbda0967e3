// The outbox: facts written in the transaction that made them true, until the relay has turned them into jobs.
import type { EventName } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, instant } from '../columns.ts';

export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    event: text().$type<EventName>().notNull(),
    payload: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
    /** When the relay had handed all its jobs to the queue. */
    relayedAt: instant(),
  },
  (table) => [
    // Serves the relay: what waits, oldest first; stays small however long the history.
    index('outbox_waiting')
      .on(table.id)
      .where(sql`relayed_at is null`),
  ],
);
