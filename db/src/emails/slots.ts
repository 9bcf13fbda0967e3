// Which hours of digests are done.
import { count, eq, max, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import type { DigestFrequency } from './digests.ts';
import { digestSlots } from './tables.ts';

/** Whether a slot (YYYY-MM-DD) is done, and whether any slot of its frequency ever was. */
export async function findSlot(
  db: Db,
  frequency: DigestFrequency,
  slot: string,
): Promise<{ done: boolean; first: boolean }> {
  const [row] = await db
    .select({ slots: count(), latest: max(digestSlots.slot) })
    .from(digestSlots)
    .where(eq(digestSlots.frequency, frequency));
  return { done: row?.latest != null && row.latest >= slot, first: !row || row.slots === 0 };
}

/** Marks a slot as done; again is no error. */
export async function markSlotDone(db: Db, frequency: DigestFrequency, slot: string): Promise<void> {
  await db
    .insert(digestSlots)
    .values({ frequency, slot, completedAt: sql`now()` })
    .onConflictDoNothing();
}
