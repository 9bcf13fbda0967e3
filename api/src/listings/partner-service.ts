// Co-editors from other organisations: asked by the listing's own, in once they accept, and let go by either side.
import type { PageRequest, Partnership, PartnerBody } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findListing, lockListing, type ListingControl } from '@exchange/db/listings/queries';
import {
  acceptPartner,
  deletePartner,
  findPartnership,
  insertPartner,
  listPartnershipsOf,
  listPartnersOf,
} from '@exchange/db/listings/queries-sharing';
import { recordAudit } from '@exchange/db/moderation/queries';
import { findOrganisation, listOwners, type StoredOrganisation } from '@exchange/db/organisations/queries';
import { canWriteFor, isMember, isOwner } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, invalid, notFound } from '../errors.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';
import { getOrganisation, requireMember, requireVerified } from '../organisations/service.ts';
import { allowedIn, canRead, canReadInside, subjectOf } from './policy.ts';
import { lockFor, unknownListing, wrongState } from './service.ts';
import { mailPartners, requireMailable, type SharingMail } from './sharing-mail.ts';

const MOST_PARTNERS = 10;
const unknownPartner = () => notFound('This organisation');

/**
 * Another organisation that somebody asks; 422 on `path` when it is unknown, the same, or has nobody to answer, and 429 when its
 * owners were mailed too often to be mailed again.
 */
export async function otherOrganisation(
  db: Db,
  called: string,
  listing: ListingControl,
  { path, kind, now }: { path: string; kind: SharingMail; now: Date },
): Promise<StoredOrganisation> {
  const found = await findOrganisation(db, called);
  if (!found) throw invalid([{ path, message: 'is not an organisation on the exchange' }]);
  if (found.id === listing.organisationId)
    throw invalid([{ path, message: 'must be another organisation than its own' }]);
  const owners = await listOwners(db, found.id);
  if (owners.length === 0)
    throw invalid([{ path, message: 'must be an organisation with an owner here, who can answer' }]);
  await requireMailable(db, owners, kind, now);
  return found;
}

const note = (db: Db, actor: Viewer, action: string, listingId: string, partner: { name: string }) =>
  recordAudit(db, { action, actor, subjectKind: 'listing', subjectId: listingId, details: { partner: partner.name } });

/** Asks another organisation to write a listing too; its owners are mailed. */
export async function invitePartner(
  context: Context,
  viewer: Viewer,
  id: string,
  body: PartnerBody,
): Promise<Partnership> {
  requireVerified(viewer);
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'share', id);
    if (!allowedIn.share.includes(listing.state)) throw wrongState(listing, 'nobody writes it any more.');
    const partner = await otherOrganisation(trx, body.organisation, listing, {
      path: 'organisation',
      kind: 'listing_partner',
      now: context.now(),
    });
    if ((await listPartnersOf(trx, id)).length >= MOST_PARTNERS)
      throw conflict('TOO_MANY_PARTNERS', `At most ${String(MOST_PARTNERS)} organisations write a listing too.`);
    if (!(await insertPartner(trx, { listingId: id, organisationId: partner.id, invitedByName: viewer.name })))
      throw conflict('ALREADY_A_PARTNER', `${partner.name} is asked already, or writes it.`);
    await note(trx, viewer, 'listing.partner_invited', id, partner);
    await mailPartners(trx, { step: 'asked', listingId: id, partnerId: partner.id, now: context.now() });
    return found(await findPartnership(trx, id, partner.id));
  });
}

function found(partnership: Partnership | undefined): Partnership {
  if (!partnership) throw unknownPartner();
  return partnership;
}

/** Accepts, for the organisation that was asked: its owners and editors may write the listing from then on. */
export async function joinAsPartner(
  context: Context,
  viewer: Viewer,
  id: string,
  organisationId: string,
): Promise<Partnership> {
  return context.db.transaction(async (trx) => {
    await lockListing(trx, id);
    const partnership = await findPartnership(trx, id, organisationId);
    if (!partnership || !isMember(viewer, organisationId)) throw unknownPartner();
    if (!isOwner(viewer, organisationId)) throw forbidden('Only an owner of the organisation that was asked accepts.');
    if (partnership.state === 'accepted') return partnership;
    await acceptPartner(trx, id, organisationId, context.now());
    await note(trx, viewer, 'listing.partner_joined', id, partnership.partner);
    await mailPartners(trx, { step: 'accepted', listingId: id, partnerId: organisationId, now: context.now() });
    return found(await findPartnership(trx, id, organisationId));
  });
}

/** Either side ends it, or takes back or declines what was asked. */
export async function removePartner(
  context: Context,
  viewer: Viewer,
  id: string,
  organisationId: string,
): Promise<void> {
  await context.db.transaction(async (trx) => {
    const listing = await lockListing(trx, id);
    const partnership = listing && (await findPartnership(trx, id, organisationId));
    const isOurs = listing !== undefined && canWriteFor(viewer, listing.organisationId);
    const isTheirs = isMember(viewer, organisationId);
    const mayKnow = isOurs || isTheirs || (listing !== undefined && canReadInside(viewer, listing));
    if (!partnership || !mayKnow) throw unknownPartner();
    if (!isOurs && !isOwner(viewer, organisationId))
      throw forbidden('This is for those who write for its organisation, and for owners of the one that was asked.');
    await deletePartner(trx, id, organisationId);
    await note(trx, viewer, isOurs ? 'listing.partner_removed' : 'listing.partner_left', id, partnership.partner);
  });
}

/** Who writes a listing too, or is asked to; for those who read its inside. */
export async function listPartners(context: Context, viewer: Viewer, id: string): Promise<{ items: Partnership[] }> {
  const listing = await findListing(context.db, id);
  if (!listing || !canRead(viewer, subjectOf(listing))) throw unknownListing();
  if (!canReadInside(viewer, subjectOf(listing))) throw forbidden('This is for members of the organisation.');
  return { items: await listPartnersOf(context.db, listing.id) };
}

/** A page of what an organisation writes together with others, or is asked to; for its members and staff. */
export async function listPartnerships(
  context: Context,
  viewer: Viewer,
  slug: string,
  { limit, cursor }: PageRequest,
): Promise<{ items: Partnership[]; nextCursor: string | null }> {
  const organisation = await getOrganisation(context.db, slug);
  requireMember(viewer, organisation.id);
  const after = readCursor(cursor, IdKey)?.id;
  const rows = await listPartnershipsOf(context.db, organisation.id, { limit: limit + 1, after });
  return toPage(rows, limit, ({ listing }) => ({ id: listing.id }));
}
