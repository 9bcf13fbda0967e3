// Gathers what a message says, at the moment it is sent: who may no longer be told, or of what is no longer so, is not mailed.
import type { EmailKind } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findListingForWriter, findReader } from '@exchange/db/emails/contents';
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { listMatchesForEmail, type ListingForEmail } from '@exchange/db/matching/for-email';
import { z } from 'zod';
import { AlreadyRegisteredData } from '../accounts/already-registered.email.ts';
import { ResetPasswordData } from '../accounts/reset-password.email.ts';
import { VerifyEmailData } from '../accounts/verify-email.email.ts';
import type { Places } from '../mail/kind.ts';
import { headersFor } from '../mail/message.ts';
import type { Mail } from '../mail/render.ts';
import type { MatchedListing } from '../matching/item.ts';
import { InvitationData } from '../organisations/invitation.email.ts';

export interface Composed {
  mail: Mail;
  headers: Record<string, string>;
}
/** A message, or why there is nothing left to tell. */
export type Composition = Composed | { nothingLeft: string };
export type Compose = (email: ClaimedEmail) => Promise<Composition>;

const Of = {
  listing: z.object({ listingId: z.uuid() }),
  changes: z.object({ listingId: z.uuid(), note: z.string() }),
  match: z.object({ userId: z.uuid(), listingId: z.uuid() }),
  /** Of a slot (`frequency`), or of one interest that was saved. */
  digest: z.object({
    userId: z.uuid(),
    listingIds: z.array(z.uuid()),
    more: z.number().default(0),
    frequency: z.enum(['daily', 'weekly']).optional(),
  }),
};

function toItem({ listing, matches }: ListingForEmail): MatchedListing[] {
  const [best, ...others] = matches.map(({ matchId, interest, reasons, nearMiss, unsubscribeToken }) => ({
    matchId,
    interestName: interest.name,
    organisationName: interest.organisationName,
    reasons: reasons.map(({ text }) => text),
    cautions: nearMiss.map(({ text }) => text),
    unsubscribeToken,
  }));
  return best ? [{ listing, interests: [best, ...others] }] : [];
}

/** The link of a mail program's own button: the one interest a message is about, or else all alerts. */
function oneClickToken(items: readonly MatchedListing[], stopAllToken: string): string {
  const tokens = new Set(items.flatMap(({ interests }) => interests.map(({ unsubscribeToken }) => unsubscribeToken)));
  const [only = stopAllToken, ...others] = tokens;
  return others.length === 0 ? only : stopAllToken;
}

const GONE = 'the account is gone';
const NOTHING_FITS = 'nothing is left to tell: the listing, the match, the alert or the membership has ended';
const NOT_PUBLISHED = 'the listing is not published any more';
const NOT_READABLE = 'the listing is gone, or its writer has left the organisation';

/** Makes the composer of every kind: one that is missing does not compile. */
export function createCompose(db: Db, { apiUrl }: Places): Compose {
  const account = (mail: Mail): Composition => ({ mail, headers: headersFor(apiUrl) });

  async function match(email: ClaimedEmail): Promise<Composition> {
    const { userId, listingId } = Of.match.parse(email.data);
    const reader = await findReader(db, userId);
    if (!reader) return { nothingLeft: GONE };
    const [item] = (await listMatchesForEmail(db, userId, [listingId])).flatMap(toItem);
    if (!item) return { nothingLeft: NOTHING_FITS };
    const stopAllToken = reader.unsubscribeToken;
    return {
      mail: { kind: 'match', data: { name: reader.name, item, stopAllToken } },
      headers: headersFor(apiUrl, oneClickToken([item], stopAllToken)),
    };
  }

  async function digest(email: ClaimedEmail): Promise<Composition> {
    const { userId, listingIds, more, frequency = 'at_once' } = Of.digest.parse(email.data);
    const reader = await findReader(db, userId);
    if (!reader) return { nothingLeft: GONE };
    const [first, ...others] = (await listMatchesForEmail(db, userId, listingIds)).flatMap(toItem);
    if (!first) return { nothingLeft: NOTHING_FITS };
    const items: [MatchedListing, ...MatchedListing[]] = [first, ...others];
    const stopAllToken = reader.unsubscribeToken;
    return {
      mail: { kind: 'digest', data: { name: reader.name, frequency, items, more, stopAllToken } },
      headers: headersFor(apiUrl, frequency === 'at_once' ? oneClickToken(items, stopAllToken) : stopAllToken),
    };
  }

  async function listingPublished({ data, userId }: ClaimedEmail): Promise<Composition> {
    const { listingId } = Of.listing.parse(data);
    const listing = userId ? await findListingForWriter(db, listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    const { title, slug, state } = listing;
    if (state !== 'published' || title === null || slug === null) return { nothingLeft: NOT_PUBLISHED };
    return account({ kind: 'listing_published', data: { ...listing, title, slug } });
  }

  async function changesRequested({ data, userId }: ClaimedEmail): Promise<Composition> {
    const { listingId, note } = Of.changes.parse(data);
    const listing = userId ? await findListingForWriter(db, listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    const { organisationName, title } = listing;
    return account({
      kind: 'changes_requested',
      data: { listingId, note, organisationName, title: title ?? 'Untitled listing' },
    });
  }

  const composers: Record<EmailKind, Compose> = {
    verify_email: async ({ data }) => account({ kind: 'verify_email', data: VerifyEmailData.parse(data) }),
    already_registered: async ({ data }) =>
      account({ kind: 'already_registered', data: AlreadyRegisteredData.parse(data) }),
    reset_password: async ({ data }) => account({ kind: 'reset_password', data: ResetPasswordData.parse(data) }),
    invitation: async ({ data }) => account({ kind: 'invitation', data: InvitationData.parse(data) }),
    listing_published: listingPublished,
    changes_requested: changesRequested,
    match,
    digest,
  };
  return (email) => composers[email.kind](email);
}
