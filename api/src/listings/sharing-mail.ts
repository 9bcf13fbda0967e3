// Who is mailed when a listing is handed on or shared: the owners of the organisation whose turn it is, or who wait to hear.
import type { Transfer } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { countMailTo, requestEmail } from '@exchange/db/emails/queries';
import { findPartnership } from '@exchange/db/listings/queries-sharing';
import { listOwners } from '@exchange/db/organisations/queries';
import { tooMany } from '../errors.ts';

export type SharingMail = 'listing_transfer' | 'listing_partner';

/** So many an owner gets within a day: enough for organisations that merge, and no way to fill a mailbox. */
const MOST_A_DAY = 50;
const DAY = 24 * 3_600_000;

/** @throws 429 when one of these owners has had as many as one gets within a day */
export async function requireMailable(
  db: Db,
  owners: readonly { email: string }[],
  kind: SharingMail,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - DAY);
  for (const { email } of owners)
    if ((await countMailTo(db, email, kind, since)) >= MOST_A_DAY)
      throw tooMany('The owners of this organisation were asked a great deal today: wait until tomorrow.', 3_600);
}

/** Tells the side that was asked; or the side that asked, of the answer. */
export async function mailTransfer(db: Db, step: 'asked' | 'accepted' | 'declined', transfer: Transfer): Promise<void> {
  const receiver = step === 'asked' ? transfer.to : transfer.from;
  for (const { id, email } of await listOwners(db, receiver.id))
    await requestEmail(db, {
      key: `transfer:${transfer.id}:${step}:${id}`,
      kind: 'listing_transfer',
      to: email,
      userId: id,
      data: { transferId: transfer.id, step },
    });
}

/** Tells an organisation that it is asked to write a listing too; or the listing's own, that it was accepted. */
export async function mailPartners(
  db: Db,
  about: { step: 'asked' | 'accepted'; listingId: string; partnerId: string; now: Date },
): Promise<void> {
  const { step, listingId, partnerId, now } = about;
  const partnership = await findPartnership(db, listingId, partnerId);
  if (!partnership) return;
  const receiver = step === 'asked' ? partnership.partner : partnership.organisation;
  for (const { id, email } of await listOwners(db, receiver.id))
    await requestEmail(db, {
      // Somebody who was let go may be asked again, on another day.
      key: `partner:${listingId}:${partnerId}:${step}:${now.toISOString().slice(0, 10)}:${id}`,
      kind: 'listing_partner',
      to: email,
      userId: id,
      data: { listingId, partnerId, step },
    });
}
