// Composes mail about matches, as things stand when it is sent: a digest of a slot, or what was gathered for somebody who asked to hear at once.
import type { Db } from '@exchange/db';
import { listReaders, type Reader } from '@exchange/db/emails/contents';
import { MOST_IN_A_DIGEST } from '@exchange/db/emails/digests';
import { listGathered, type Gathered } from '@exchange/db/emails/gathering';
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { listMatchesForEmails, type ListingForEmail } from '@exchange/db/matching/for-email';
import { z } from 'zod';
import type { Compose, Composition } from '../mail/compose.ts';
import { headersFor } from '../mail/message.ts';
import type { MatchedListing } from './item.ts';

/** Of `match`: what was gathered under `emailId`; before there was gathering, one listing. */
const Match = z.object({ userId: z.uuid(), emailId: z.uuid().optional(), listingId: z.uuid().optional() });
const Digest = z.object({
  userId: z.uuid(),
  listingIds: z.array(z.uuid()),
  more: z.number().default(0),
  frequency: z.enum(['daily', 'weekly']).optional(),
});

const GONE = 'the account is gone';
const NOTHING_FITS =
  'nothing is left to tell: the listing, the match, the alert or the membership has ended, or they saw it meanwhile';

/** What one message was to tell. */
interface Wanted extends Gathered {
  emailId: string;
  userId: string;
  frequency: 'daily' | 'weekly' | 'at_once';
}

/** What is wrong with a row is said when it is that row's turn. */
async function readWanted(db: Db, emails: readonly ClaimedEmail[]): Promise<Wanted[]> {
  const ofMatches = emails.flatMap(({ id, kind, data }) => {
    const parsed = kind === 'match' ? Match.safeParse(data) : undefined;
    return parsed?.success ? [{ id, ...parsed.data }] : [];
  });
  const gathered = await listGathered(
    db,
    ofMatches.flatMap(({ emailId }) => emailId ?? []),
  );
  const digests = emails.flatMap(({ id, kind, data }) => {
    const parsed = kind === 'digest' ? Digest.safeParse(data) : undefined;
    if (!parsed?.success) return [];
    const { userId, listingIds, more, frequency = 'at_once' } = parsed.data;
    return [{ emailId: id, userId, listingIds, total: listingIds.length + more, frequency } satisfies Wanted];
  });
  const matches = ofMatches.map(({ id, userId, emailId, listingId }): Wanted => {
    const own = listingId === undefined ? [] : [listingId];
    const { listingIds, total } = gathered.get(emailId ?? '') ?? { listingIds: own, total: own.length };
    return { emailId: id, userId, listingIds, total, frequency: 'at_once' };
  });
  return [...matches, ...digests];
}

function toItem({ listing, matches }: ListingForEmail): MatchedListing[] {
  const [best, ...others] = matches.map(({ interest, reasons, nearMiss, ...match }) => ({
    matchId: match.matchId,
    interestName: interest.name,
    organisationName: interest.organisationName,
    reasons: reasons.map(({ text }) => text),
    cautions: nearMiss.map(({ text }) => text),
    unsubscribeToken: match.unsubscribeToken,
    mayDismiss: match.mayDismiss,
  }));
  return best ? [{ listing, interests: [best, ...others] }] : [];
}

/** The link of a mail program's own button: the one interest a message is about, or else all alerts. */
function oneClickToken(items: readonly MatchedListing[], stopAllToken: string): string {
  const tokens = new Set(items.flatMap(({ interests }) => interests.map(({ unsubscribeToken }) => unsubscribeToken)));
  const [only = stopAllToken, ...others] = tokens;
  return others.length === 0 ? only : stopAllToken;
}

function compose(wanted: Wanted, reader: Reader | undefined, listings: readonly ListingForEmail[], apiUrl: string) {
  if (!reader) return { nothingLeft: GONE };
  const fitting = listings.flatMap(toItem);
  const [first, ...others] = fitting.slice(0, MOST_IN_A_DIGEST);
  if (!first) return { nothingLeft: NOTHING_FITS };
  const { frequency } = wanted;
  const { name, unsubscribeToken: stopAllToken } = reader;
  const items: [MatchedListing, ...MatchedListing[]] = [first, ...others];
  // Those that were not read, and those read and still to be told.
  const more = wanted.total - wanted.listingIds.length + fitting.length - items.length;
  const common = { name, stopAllToken };
  const isOne = frequency === 'at_once' && items.length + more === 1;
  const headers = headersFor(apiUrl, frequency === 'at_once' ? oneClickToken(items, stopAllToken) : stopAllToken);
  const mail = isOne
    ? ({ kind: 'match', data: { ...common, item: first } } as const)
    : ({ kind: 'digest', data: { ...common, frequency, items, more } } as const);
  return { mail, headers } satisfies Composition;
}

/** Reads what a batch of messages about matches tells, in a few queries. @returns what composes each of them */
export async function prepareMatches(db: Db, emails: readonly ClaimedEmail[], apiUrl: string): Promise<Compose> {
  const wanted = await readWanted(db, emails);
  const readers = await listReaders(
    db,
    wanted.map(({ userId }) => userId),
  );
  const lists = await listMatchesForEmails(db, wanted);
  const composed = new Map(
    wanted.map((each, index) => [each.emailId, compose(each, readers.get(each.userId), lists[index] ?? [], apiUrl)]),
  );
  return async ({ id, kind, data }) => {
    const done = composed.get(id);
    if (done) return done;
    // Not read above: what is wrong with it is said here.
    (kind === 'digest' ? Digest : Match).parse(data);
    throw new Error(`the message ${id} was not among those that were read`);
  };
}
