// Gathers what a message says, at the moment it is sent: who may no longer be told, or of what is no longer so, is not mailed.
import { topicOf, type EmailKind } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findListingForWriter } from '@exchange/db/emails/contents';
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { listSwitchedOffOf } from '@exchange/db/notifications/queries';
import { z } from 'zod';
import { AlreadyRegisteredData } from '../accounts/already-registered.email.ts';
import { ResetPasswordData } from '../accounts/reset-password.email.ts';
import { SecurityNoticeData } from '../accounts/security-notice.email.ts';
import { VerifyEmailData } from '../accounts/verify-email.email.ts';
import { ReviewDecidedData } from '../listings/review-decided.email.ts';
import { composePartner, composeTransfer } from '../listings/compose-sharing.ts';
import type { Places } from '../mail/kind.ts';
import { headersFor } from '../mail/message.ts';
import type { Compose, Composition, Prepare } from '../mail/compose.ts';
import type { Mail } from '../mail/render.ts';
import { prepareMatches } from '../matching/compose-matches.ts';
import { InvitationData } from '../organisations/invitation.email.ts';

const Of = {
  listing: z.object({ listingId: z.uuid() }),
  changes: z.object({ listingId: z.uuid(), note: z.string() }),
  untouched: z.object({ listingId: z.uuid(), isPaused: z.boolean() }),
};

const NOT_WANTED = 'its reader has switched off mail of this kind';
const NOT_PUBLISHED = 'the listing is not published any more';
const NOT_READABLE = 'the listing is gone, or its writer has left the organisation';

/** Looks up what the readers of a batch have switched off. @returns whether a message is wanted; alerts have their own switches */
async function prepareWanted(db: Db, emails: readonly ClaimedEmail[]): Promise<(email: ClaimedEmail) => boolean> {
  const topicFor = ({ kind }: ClaimedEmail) => (topicOf[kind] === 'matches' ? null : topicOf[kind]);
  const readers = emails.flatMap((email) => (topicFor(email) === null ? [] : (email.userId ?? [])));
  const off = await listSwitchedOffOf(db, readers);
  return (email) => {
    const topic = topicFor(email);
    return topic === null || email.userId === null || !off.get(email.userId)?.has(topic);
  };
}

/** Makes what reads a batch and composes each of its messages; mail that its reader has switched off is not composed. */
export function createPrepare(db: Db, places: Places): Prepare {
  const prepare = createComposers(db, places);
  return async (emails) => {
    const isWanted = await prepareWanted(db, emails);
    const compose = await prepare(emails);
    return async (email) => {
      if (!isWanted(email)) return { nothingLeft: NOT_WANTED };
      const composed = await compose(email);
      if ('nothingLeft' in composed || topicOf[email.kind] === null) return composed;
      return { ...composed, mail: { ...composed.mail, notification: email.id } };
    };
  };
}

type ToComposition = (made: Mail | { nothingLeft: string }) => Composition;

/** Kinds that say what their data says, and look nothing up. */
const ofAccounts = (account: ToComposition) =>
  ({
    verify_email: async ({ data }) => account({ kind: 'verify_email', data: VerifyEmailData.parse(data) }),
    already_registered: async ({ data }) =>
      account({ kind: 'already_registered', data: AlreadyRegisteredData.parse(data) }),
    reset_password: async ({ data }) => account({ kind: 'reset_password', data: ResetPasswordData.parse(data) }),
    security_notice: async ({ data }) => account({ kind: 'security_notice', data: SecurityNoticeData.parse(data) }),
    invitation: async ({ data }) => account({ kind: 'invitation', data: InvitationData.parse(data) }),
  }) satisfies Partial<Record<EmailKind, Compose>>;

/** Makes the composer of every kind: one that is missing does not compile. */
function createComposers(db: Db, { apiUrl }: Places): Prepare {
  const account: ToComposition = (made) => ('nothingLeft' in made ? made : { mail: made, headers: headersFor(apiUrl) });

  async function listingPublished({ data, userId }: ClaimedEmail): Promise<Composition> {
    const { listingId } = Of.listing.parse(data);
    const listing = userId ? await findListingForWriter(db, listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    const { title, slug } = listing;
    if (listing.state !== 'published' || title === null || slug === null) return { nothingLeft: NOT_PUBLISHED };
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

  async function reviewDecided({ data, userId }: ClaimedEmail): Promise<Composition> {
    const decided = ReviewDecidedData.parse(data);
    const listing = userId ? await findListingForWriter(db, decided.listingId, userId) : undefined;
    if (!listing) return { nothingLeft: NOT_READABLE };
    const { organisationName, title, slug, state } = listing;
    const about = { organisationName, title: title ?? 'Untitled listing', slug: state === 'published' ? slug : null };
    return account({ kind: 'review_decided', data: { ...decided, ...about } });
  }

  return async (emails) => {
    const matched = await prepareMatches(db, emails, apiUrl);
    const composers: Record<EmailKind, Compose> = {
      ...ofAccounts(account),
      listing_published: listingPublished,
      listing_untouched: listingUntouched,
      changes_requested: changesRequested,
      review_decided: reviewDecided,
      listing_transfer: async (email) => account(await composeTransfer(db, email)),
      listing_partner: async (email) => account(await composePartner(db, email)),
      match: matched,
      digest: matched,
    };
    return (email) => composers[email.kind](email);
  };
}
