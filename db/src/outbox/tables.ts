// The outbox: facts written in the transaction that made them true, until the relay has turned them into jobs and these are done.
import type { EventName } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from '../columns.ts';

export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    event: text().$type<EventName>().notNull(),
    payload: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
    /** Not to be handed on before this; null: at once. */
    dueAt: instant(),
    /** When the relay had handed all its jobs to the queue. */
    relayedAt: instant(),
    /** Names of its jobs that were done, whatever the queue remembers of them. */
    doneJobs: text().array().notNull().default([]),
    /** When the last of its jobs was done. */
    doneAt: instant(),
  },
  (table) => [
    // Serves the relay: what waits, oldest first; stays small however long the history.
    index('outbox_waiting')
      .on(table.id)
      .where(sql`relayed_at is null`),
    // Serves jobs that end, and the sweeper: facts whose jobs are not done. Mail says itself what is still to be sent.
    index('outbox_open')
      .on(table.event, table.payload)
      .where(sql`done_at is null and event <> 'email.requested'`),
    // Serves pruning: what was handed on long ago and is done.
    index('outbox_done')
      .on(table.relayedAt)
      .where(sql`done_at is not null`),
  ],
);

/** Jobs that were given up, and facts that led to none: kept until somebody decides. */
export const deadJobs = pgTable(
  'dead_jobs',
  {
    id: id(),
    source: text().$type<'job' | 'fact'>().notNull(),
    /** The job's name, or the fact's. */
    name: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    error: text().notNull(),
    attempts: integer().notNull(),
    failedAt: instant().notNull().defaultNow(),
    state: text().$type<'waiting' | 'retried' | 'discarded'>().notNull().default('waiting'),
    decidedBy: text(),
    decidedAt: instant(),
  },
  // Serves the page of staff: those that wait for a decision, newest first.
  (table) => [index('dead_jobs_state').on(table.state, table.id)],
);

/** Jobs by queue and state, as a worker last counted them: the api does not talk to the queue. */
export const queueCounts = pgTable(
  'queue_counts',
  {
    queue: text().notNull(),
    state: text().notNull(),
    count: integer().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.state] })],
);
