// Handing a listing to another organisation: an owner of the one asks, an owner of the other accepts, and then it is theirs.
import type { Transfer, TransferBody, TransfersQuery, TransferState } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { lockListing, moveListing, type ListingControl } from '@exchange/db/listings/queries';
import {
  deletePartner,
  endTransfer,
  findPendingTransfer,
  findTransfer,
  insertTransfer,
  listPendingTransfers,
} from '@exchange/db/listings/queries-sharing';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { canModerate, isMember, isOwner } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { getOrganisation, requireMember, requireVerified } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';
import { otherOrganisation } from './partner-service.ts';
import { allowedIn } from './policy.ts';
import { lockFor, wrongState } from './service.ts';
import { mailTransfer } from './sharing-mail.ts';

const LASTS = 30 * 24 * 3_600_000;
const unknownTransfer = () => notFound('This transfer');
const notNow = (listing: ListingControl) =>
  wrongState(listing, 'it is handed on as a draft, published or paused, but not while it is in review or archived.');

const noteOn = (
  db: Db,
  actor: Viewer,
  action: string,
  subject: [kind: 'listing' | 'organisation', id: string],
  details: object,
) => recordAudit(db, { action, actor, subjectKind: subject[0], subjectId: subject[1], details: { ...details } });

async function read(db: Db, id: string): Promise<Transfer> {
  const transfer = await findTransfer(db, id);
  if (!transfer) throw unknownTransfer();
  return transfer;
}

/** Asks another organisation to take a listing; its owners are mailed, and have 30 days. Nothing changes until one accepts. */
export async function requestTransfer(
  context: Context,
  viewer: Viewer,
  listingId: string,
  body: TransferBody,
): Promise<Transfer> {
  requireVerified(viewer);
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'transfer', listingId);
    if (!allowedIn.transfer.includes(listing.state)) throw notNow(listing);
    const to = await otherOrganisation(trx, body.toOrganisation, listing, {
      path: 'toOrganisation',
      kind: 'listing_transfer',
      now,
    });
    const pending = await findPendingTransfer(trx, listingId);
    if (pending && new Date(pending.expiresAt) > now)
      throw conflict('TRANSFER_PENDING', `${pending.to.name} is asked already: cancel that first.`);
    if (pending) await endTransfer(trx, pending.id, { state: 'expired', decidedAt: now });
    const id = await insertTransfer(trx, {
      listingId,
      fromOrganisationId: listing.organisationId,
      toOrganisationId: to.id,
      note: body.note === '' ? null : body.note,
      requestedBy: viewer.id,
      requestedByName: viewer.name,
      expiresAt: new Date(now.getTime() + LASTS),
    });
    await noteOn(trx, viewer, 'listing.transfer_requested', ['listing', listingId], { to: to.name });
    const transfer = await read(trx, id);
    await mailTransfer(trx, 'asked', transfer);
    return transfer;
  });
}

/** Locks the listing of a question that still waits, for somebody of either side. */
async function lockPending(
  db: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ transfer: Transfer; listing: ListingControl }> {
  const { listing: about } = await read(db, id);
  const listing = await lockListing(db, about.id);
  // Read again now that nobody else can decide it.
  const transfer = await read(db, id);
  const maySee = canModerate(viewer) || isMember(viewer, transfer.from.id) || isMember(viewer, transfer.to.id);
  if (!listing || !maySee) throw unknownTransfer();
  if (transfer.state !== 'pending') throw conflict('TRANSFER_DECIDED', `This transfer is ${transfer.state} already.`);
  if (new Date(transfer.expiresAt) <= now)
    throw conflict('TRANSFER_EXPIRED', 'This transfer waited 30 days for an answer: it has to be asked for again.');
  return { transfer, listing };
}

async function end(
  db: Db,
  viewer: Viewer,
  transfer: Transfer,
  state: Exclude<TransferState, 'pending'>,
  now: Date,
): Promise<Transfer> {
  await endTransfer(db, transfer.id, { state, decidedByName: viewer.name, decidedAt: now });
  return read(db, transfer.id);
}

const requireReceiver = (viewer: Viewer, { to }: Transfer) => {
  if (!isOwner(viewer, to.id)) throw forbidden(`Only an owner of ${to.name} answers this.`);
};

/**
 * Takes a listing over, in one transaction: it belongs to the receiving organisation, whose owner is its writer from now on; the one
 * before sees its inside no more. Matching looks again, for some interests leave organisations out or want verified ones.
 */
export async function acceptTransfer(context: Context, viewer: Viewer, id: string): Promise<Transfer> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const { transfer, listing } = await lockPending(trx, viewer, id, now);
    requireReceiver(viewer, transfer);
    if (!allowedIn.transfer.includes(listing.state)) throw notNow(listing);
    const { from, to } = transfer;
    await moveListing(trx, listing.id, to.id, viewer.id);
    await deletePartner(trx, listing.id, to.id);
    const details = { from: from.name, to: to.name };
    await noteOn(trx, viewer, 'listing.transferred', ['listing', listing.id], details);
    const about = { listingId: listing.id, title: listing.title };
    await noteOn(trx, viewer, 'organisation.listing_given', ['organisation', from.id], { ...about, to: to.name });
    await noteOn(trx, viewer, 'organisation.listing_received', ['organisation', to.id], { ...about, from: from.name });
    if (listing.state === 'published') await appendToOutbox(trx, 'listing.published', { listingId: listing.id });
    const accepted = await end(trx, viewer, transfer, 'accepted', now);
    await mailTransfer(trx, 'accepted', accepted);
    return accepted;
  });
}

export async function declineTransfer(context: Context, viewer: Viewer, id: string): Promise<Transfer> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const { transfer, listing } = await lockPending(trx, viewer, id, now);
    requireReceiver(viewer, transfer);
    await noteOn(trx, viewer, 'listing.transfer_declined', ['listing', listing.id], { to: transfer.to.name });
    const declined = await end(trx, viewer, transfer, 'declined', now);
    await mailTransfer(trx, 'declined', declined);
    return declined;
  });
}

/** Takes the question back; for owners of the organisation that asked, and staff. */
export async function cancelTransfer(context: Context, viewer: Viewer, id: string): Promise<Transfer> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const { transfer, listing } = await lockPending(trx, viewer, id, now);
    if (!isOwner(viewer, transfer.from.id) && !canModerate(viewer))
      throw forbidden(`Only an owner of ${transfer.from.name} takes this back.`);
    await noteOn(trx, viewer, 'listing.transfer_cancelled', ['listing', listing.id], { to: transfer.to.name });
    return end(trx, viewer, transfer, 'cancelled', now);
  });
}

/** A page of what an organisation asked and is asked that waits for an answer, the newest first; for its members and staff. */
export async function listTransfers(
  context: Context,
  viewer: Viewer,
  slug: string,
  { limit, cursor, listing }: TransfersQuery,
): Promise<{ items: Transfer[]; nextCursor: string | null }> {
  const organisation = await getOrganisation(context.db, slug);
  requireMember(viewer, organisation.id);
  const page = { limit: limit + 1, after: readCursor(cursor, IdKey)?.id, listingId: listing };
  const rows = await listPendingTransfers(context.db, organisation.id, context.now(), page);
  return toPage(rows, limit, ({ id }) => ({ id }));
}
