// Matches as pages show them.
import type { Audience, Match, MatchedListing, MatchState } from '@exchange/contracts';
import { ago } from '../format/dates.ts';
import { matchStates } from '../format/words.ts';
import { cardView } from '../listings/card.ts';

const tones: Readonly<Record<MatchState, 'plain' | 'good' | 'warning' | 'stopped'>> = {
  new: 'good',
  seen: 'plain',
  shortlisted: 'warning',
  dismissed: 'stopped',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function pairView(match: Omit<Match, 'listing'>, now: Date) {
  return {
    id: match.id,
    interest: match.interest && {
      id: match.interest.id,
      name: match.interest.name,
      /** "Northern Fund", or "A funder in the North East" where the other side stays unnamed. */
      organisation: match.interest.organisation?.name ?? match.interest.name,
    },
    score: match.score,
    reasons: match.reasons.map(({ text }) => capital(text)),
    nearMiss: match.nearMiss.map(({ text }) => capital(text)),
    state: match.state,
    stateInWords: matchStates[match.state],
    tone: tones[match.state],
    found: ago(match.createdAt, now),
  };
}
export type PairView = ReturnType<typeof pairView>;

export function matchView(match: Match, now: Date = new Date()) {
  return { ...pairView(match, now), card: cardView(match.listing, now) };
}
export type MatchView = ReturnType<typeof matchView>;

/** What a group of matches may be marked as: by all of their states. */
export interface Markable {
  /** All ids, with commas between. */
  ids: string;
  title: string;
  states: readonly MatchState[];
}

/** A listing with all its matches; several states of one listing are shown beside each interest. */
export function matchedListingView({ listing, matches }: MatchedListing, now: Date = new Date()) {
  const ids = matches.map(({ id }) => id).join(',');
  const pairs = matches.map((match) => pairView(match, now));
  return {
    key: listing.id,
    ids,
    card: cardView(listing, now),
    best: pairs.slice(0, 1),
    others: pairs.slice(1),
    mark: { ids, title: listing.title, states: [...new Set(matches.map(({ state }) => state))] } satisfies Markable,
  };
}

/** Who a listing fits, in the words of its own side. */
export function audienceView(
  { listing, items, total, widening, leastOrganisations }: Audience,
  now: Date = new Date(),
) {
  return {
    card: cardView(listing, now),
    total,
    leastOrganisations,
    admirers: items.map((item, index) => ({
      key: `${item.organisation?.id ?? 'unnamed'}-${index}`,
      name: item.name,
      href: item.organisation && `/organisations/${item.organisation.slug}`,
      interests: item.interests,
      score: item.score,
      reasons: item.reasons.map(({ text }) => capital(text)),
      nearMiss: item.nearMiss.map(({ text }) => capital(text)),
    })),
    widening: widening.map(({ text }) => text),
  };
}
