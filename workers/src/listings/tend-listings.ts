// Does what is due by the clock: publishes at the hour chosen, nudges about what nobody touched, pauses what nobody answered for,
// and sweeps the files that nothing names any more.
import { isWorkingDay } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { sweepFiles } from '@exchange/db/files/queries';
import {
  listDueListings,
  listForgottenListings,
  listUntouchedListings,
  nudgeAboutListing,
  pauseForgottenListing,
  publishDueListing,
} from '@exchange/db/listings/queries-tending';

/**
 * Each listing in a transaction of its own, so that running again, or twice at once, changes nothing. Owners are nudged, and pages
 * paused, on working days in London only: when somebody is there to answer.
 */
export async function tendListings(db: Db, now: Date): Promise<void> {
  for (const id of await listDueListings(db, now)) await publishDueListing(db, id, now);
  await sweepFiles(db, now);
  if (!isWorkingDay(now)) return;
  for (const id of await listForgottenListings(db, now)) await pauseForgottenListing(db, id);
  for (const id of await listUntouchedListings(db, now)) await nudgeAboutListing(db, id);
}
