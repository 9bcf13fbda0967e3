// Composes the digests that are due: one message a person and slot, once per slot.
import type { Db } from '@exchange/db';
import { composeDigest, listDueDigests } from '@exchange/db/emails/digests';
import { findSlot, markSlotDone } from '@exchange/db/emails/slots';
import { inLanes } from '../lanes.ts';
import { lastSlot, type DigestFrequency } from '../schedule.ts';

/** The weekly mail first: it takes in what the daily one would say, so that Monday brings one. */
const frequencies: readonly DigestFrequency[] = ['weekly', 'daily'];

/** People at a time: what waits for one commit is spent on the next, and connections are left for other jobs. */
const AT_ONCE = 4;

async function composeSlot(db: Db, frequency: DigestFrequency, now: Date): Promise<number> {
  const slot = lastSlot(frequency, now).date;
  const { done, first } = await findSlot(db, frequency, slot);
  if (done) return 0;
  // An exchange that starts today owes nobody this morning's mail.
  if (first) {
    await markSlotDone(db, frequency, slot);
    return 0;
  }
  const handled = new Set<string>();
  const failures: unknown[] = [];
  let composed = 0;
  for (;;) {
    const due = (await listDueDigests(db, frequency, slot)).filter((userId) => !handled.has(userId));
    if (due.length === 0) break;
    await inLanes(due, AT_ONCE, async (userId) => {
      handled.add(userId);
      try {
        if (await composeDigest(db, userId, frequency, slot, now)) composed += 1;
      } catch (error) {
        // One person's trouble does not keep the others waiting; the slot stays open and is tried again.
        failures.push(error);
      }
    });
  }
  if (failures.length > 0) {
    throw new Error(`${failures.length} ${frequency} digests of ${slot} could not be composed`, { cause: failures[0] });
  }
  await markSlotDone(db, frequency, slot);
  return composed;
}

/**
 * Composes what is due at `now`: the last daily and the last weekly slot, unless they are done. Slots are days by name, not windows of
 * time: what was missed in an outage is told in the last slot, once. A crash in the middle leaves the slot open, and each person's
 * message has the slot in its key.
 * @returns how many messages were written
 * @throws what a slot that is to be tried again failed with; the other slot is composed all the same
 */
export async function composeDigests(db: Db, now: Date): Promise<number> {
  let composed = 0;
  const failures: unknown[] = [];
  for (const frequency of frequencies) {
    try {
      composed += await composeSlot(db, frequency, now);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return composed;
}
