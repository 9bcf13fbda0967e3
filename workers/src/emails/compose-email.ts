// Gathers what a message says, at the moment it is sent: who may no longer be told, or of what is no longer so, is not mailed.
import type { EmailKind } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findListingForWriter, listReaders, type Reader } from '@exchange/db/emails/contents';
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { listMatchesForEmails, type ListingForEmail } from '@exchange/db/matching/for-email';
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
/** Reads what a batch of messages needs in a few queries. @returns what composes each of them */
export type Prepare = (emails: readonly ClaimedEmail[]) => Promise<Compose>;

const Of = {
  listing: z.object({ listingId: z.uuid() }),
  changes: z.object({ listingId: z.uuid(), note: z.string() }),
  untouched: z.object({ listingId: z.uuid(), isPaused: z.boolean() }),
  match: z
    .object({ userId: z.uuid(), listingId: z.uuid() })
    .transform(({ userId, listingId }) => ({ userId, listingIds: [listingId] })),
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

/** What the batch knows of each message about matches: who reads it, and what is left to tell. */
type Told = ReadonlyMap<string, { reader: Reader | undefined; listings: readonly ListingForEmail[] }>;

async function readMatches(db: Db, emails: readonly ClaimedEmail[]): Promise<Told> {
  const wanted = emails.flatMap(({ id, kind, data }) => {
    const parsed = kind === 'match' || kind === 'digest' ? Of[kind].safeParse(data) : undefined;
    // What is wrong with a row is said when it is that row's turn.
    return parsed?.success ? [{ id, ...parsed.data }] : [];
  });
  const readers = await listReaders(
    db,
    wanted.map(({ userId }) => userId),
  );
  const lists = await listMatchesForEmails(db, wanted);
  return new Map(
    wanted.map(({ id, userId }, index) => [id, { reader: readers.get(userId), listings: lists[index] ?? [] }]),
  );
}

function composeMatches(email: ClaimedEmail, told: Told, apiUrl: string): Composition {
  const data = email.kind === 'digest' ? Of.digest.parse(email.data) : { ...Of.match.parse(email.data), more: 0 };
  const { reader, listings = [] } = told.get(email.id) ?? {};
  if (!reader) return { nothingLeft: GONE };
  const [first, ...others] = listings.flatMap(toItem);
  if (!first) return { nothingLeft: NOTHING_FITS };
  const { name, unsubscribeToken: stopAllToken } = reader;
  const items: [MatchedListing, ...MatchedListing[]] = [first, ...others];
  if (email.kind === 'match') {
    return {
      mail: { kind: 'match', data: { name, item: first, stopAllToken } },
      headers: headersFor(apiUrl, oneClickToken(items, stopAllToken)),
    };
  }
  const frequency = 'frequency' in data && data.frequency ? data.frequency : 'at_once';
  return {
    mail: { kind: 'digest', data: { name, frequency, items, more: data.more, stopAllToken } },
    headers: headersFor(apiUrl, frequency === 'at_once' ? oneClickToken(items, stopAllToken) : stopAllToken),
  };
}

/** Makes the composer of every kind: one that is missing does not compile. */
export function createPrepare(db: Db, { apiUrl }: Places): Prepare {
  const account = (mail: Mail): Composition => ({ mail, headers: headersFor(apiUrl) });

  async function listingPublished({ data, userId }: ClaimedEmail): Promise<Composition> {
    const { listingId } = Of.listing.parse(data);
    const listing = userId ? await findListingForWriter(db, listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    const { title, slug, state } = listing;
    if (state !== 'published' || title === null || slug === null) return { nothingLeft: NOT_PUBLISHED };
    return account({ kind: 'listing_published', data: { ...listing, title, slug } });
  }

  async function listingUntouched({ data, userId }: ClaimedEmail): Promise<Composition> {
    const { listingId, isPaused } = Of.untouched.parse(data);
    const listing = userId ? await findListingForWriter(db, listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    if (listing.state !== (isPaused ? 'paused' : 'published')) return { nothingLeft: NOT_PUBLISHED };
    const { organisationName, title } = listing;
    return account({
      kind: 'listing_untouched',
      data: { listingId, isPaused, organisationName, title: title ?? 'Untitled listing' },
    });
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

  return async (emails) => {
    const told = await readMatches(db, emails);
    const matched: Compose = async (email) => composeMatches(email, told, apiUrl);
    const composers: Record<EmailKind, Compose> = {
      verify_email: async ({ data }) => account({ kind: 'verify_email', data: VerifyEmailData.parse(data) }),
      already_registered: async ({ data }) =>
        account({ kind: 'already_registered', data: AlreadyRegisteredData.parse(data) }),
      reset_password: async ({ data }) => account({ kind: 'reset_password', data: ResetPasswordData.parse(data) }),
      invitation: async ({ data }) => account({ kind: 'invitation', data: InvitationData.parse(data) }),
      listing_published: listingPublished,
      listing_untouched: listingUntouched,
      changes_requested: changesRequested,
      match: matched,
      digest: matched,
    };
    return (email) => composers[email.kind](email);
  };
}
