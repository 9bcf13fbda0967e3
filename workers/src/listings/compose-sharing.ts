// What mail about shared and handed-on listings says, read when it is sent: an answer that came first makes the question needless.
import type { Transfer } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { findPartnership, findTransfer } from '@exchange/db/listings/queries-sharing';
import { listOwners } from '@exchange/db/organisations/queries';
import { z } from 'zod';
import type { Mail } from '../mail/render.ts';

const TransferData = z.object({ transferId: z.uuid(), step: z.enum(['asked', 'accepted', 'declined']) });
const PartnerData = z.object({ listingId: z.uuid(), partnerId: z.uuid(), step: z.enum(['asked', 'accepted']) });

const ANSWERED = 'it was answered or taken back meanwhile';
const NO_OWNER = 'the person owns the organisation no more';
const stateOf: Readonly<Record<z.infer<typeof TransferData>['step'], Transfer['state']>> = {
  asked: 'pending',
  accepted: 'accepted',
  declined: 'declined',
};
const untitled = (title: string | null) => title ?? 'Untitled listing';
const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

async function owns(db: Db, organisationId: string, userId: string | null): Promise<boolean> {
  return (await listOwners(db, organisationId)).some(({ id }) => id === userId);
}

export async function composeTransfer(
  db: Db,
  { data, userId }: ClaimedEmail,
): Promise<Extract<Mail, { kind: 'listing_transfer' }> | { nothingLeft: string }> {
  const { transferId, step } = TransferData.parse(data);
  const transfer = await findTransfer(db, transferId);
  if (transfer?.state !== stateOf[step]) return { nothingLeft: ANSWERED };
  const { from, to, note } = transfer;
  const receiver = step === 'asked' ? to : from;
  if (!(await owns(db, receiver.id, userId))) return { nothingLeft: NO_OWNER };
  const by = step === 'asked' ? transfer.requestedBy : (transfer.decidedBy ?? to.name);
  const until = day.format(new Date(transfer.expiresAt));
  const title = untitled(transfer.listing.title);
  return { kind: 'listing_transfer', data: { step, title, from: from.name, to: to.name, receiver, by, note, until } };
}

export async function composePartner(
  db: Db,
  { data, userId }: ClaimedEmail,
): Promise<Extract<Mail, { kind: 'listing_partner' }> | { nothingLeft: string }> {
  const { listingId, partnerId, step } = PartnerData.parse(data);
  const partnership = await findPartnership(db, listingId, partnerId);
  if (partnership?.state !== (step === 'asked' ? 'invited' : 'accepted')) return { nothingLeft: ANSWERED };
  const { organisation, partner, invitedBy } = partnership;
  const receiver = step === 'asked' ? partner : organisation;
  if (!(await owns(db, receiver.id, userId))) return { nothingLeft: NO_OWNER };
  const names = { organisation: organisation.name, partner: partner.name };
  const title = untitled(partnership.listing.title);
  return { kind: 'listing_partner', data: { step, listingId, title, ...names, receiver, by: invitedBy } };
}
