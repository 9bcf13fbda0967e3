// A matched listing as it stands in a mail: the item itself, with its money, place, dates and the reasons, and where to go on.
import {
  evidenceLevels,
  listed,
  poundsRange,
  regions,
  stages,
  type AskTerms,
  type ListingCard,
} from '@exchange/contracts';
import { months } from '@exchange/contracts/figures';
import { pageUrl, type Places } from '../mail/kind.ts';
import { acts, bullets, each, paragraph, quiet } from '../mail/layout.ts';
import type { View } from '../mail/template.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

/** One interest that a listing fits, with the words of why. */
export interface MatchedInterest {
  matchId: string;
  interestName: string;
  /** The organisation whose interest it is. */
  organisationName: string;
  /** Why it fits, and what stood in the way, in words; each begins in lower case. */
  reasons: readonly string[];
  cautions: readonly string[];
  /** The key of the link that stops this person's alerts to this interest. */
  unsubscribeToken: string;
  /** Whether they may say that it is not for them: viewers only read. */
  mayDismiss: boolean;
}

export interface MatchedListing {
  listing: ListingCard;
  /** One or more, the best first. */
  interests: readonly [MatchedInterest, ...MatchedInterest[]];
}

/** As render.ts cuts a subject. */
const MOST_IN_SUBJECT = 78;
const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What an ask seeks and for how much, as in “a contract: £50,000–£90,000 a year”. */
function sought({ kind, min, max, minTermMonths }: AskTerms): string {
  if (kind === 'peers') return 'peers to learn with';
  const stated = min !== null || max !== null;
  const money = stated ? poundsRange(min, max) : 'amount not stated';
  if (kind !== 'contract') return `${kind}: ${money}`;
  return `a contract: ${money}${stated ? ' a year' : ''}${minTermMonths ? `, for ${months(minTermMonths)} or longer` : ''}`;
}

const place = (listing: ListingCard) =>
  listing.national
    ? 'the whole UK'
    : listed(listing.regions.map((code) => regions[code])) || 'places named on its page';

/** The facts of a listing: what it seeks, one to a line; and where it works and how far it is, in one. */
function facts(listing: ListingCard): string[] {
  const level = evidenceLevels[listing.evidenceLevel] ?? '';
  const standing = [
    `Works in ${place(listing)}`,
    ...(listing.stage ? [`Stage: ${stages[listing.stage].toLowerCase()}`] : []),
    `Evidence: ${listing.evidenceLevel} of 5 (${level.toLowerCase()}), ${listing.evidenceReviewed ? 'reviewed' : 'self-assessed'}`,
    `Published ${longDate.format(new Date(listing.publishedAt))}`,
  ];
  return [...listing.askTerms.map((ask) => `Seeks ${sought(ask)}`), standing.join('\u00A0· ')];
}

const by = ({ organisation }: ListingCard) =>
  `${oneLine(organisation.name)}${organisation.verified ? ' (✓ verified)' : ''}`;
const whyTitle = ({ interestName }: MatchedInterest) => `Why it fits ‘${oneLine(interestName)}’`;

/** The blocks of one item; fill them with itemView. */
export const itemBlocks: readonly string[] = [
  paragraph(
    '<a class="link" href="{{listingUrl}}" style="color:#0B4F4A;font-size:21px;font-weight:700;line-height:1.3">{{listingTitle}}</a><br />{{by}}',
  ),
  paragraph('{{summary}}'),
  quiet('{{#facts}}{{text}}<br />{{/facts}}'),
  each(
    'interests',
    paragraph(`<strong>{{whyTitle}}</strong>${bullets('reasons')}`),
    each('hasCautions', quiet(`Worth knowing${bullets('cautions')}`)),
    acts(
      '<a class="link" href="{{matchUrl}}">See this match or shortlist it</a>',
      '{{#mayDismiss}}<a class="link" href="{{notForMeUrl}}">Not for me, because …</a>{{/mayDismiss}}',
      '<a class="link" href="{{unsubscribeUrl}}">Stop mail about ‘{{interestName}}’</a>',
    ),
  ),
];

const texts = (words: readonly string[]): View[] => words.map((text) => ({ text: capital(oneLine(text, 600)) }));

export function itemView({ listing, interests }: MatchedListing, places: Places): View {
  const { webUrl } = places;
  return {
    listingUrl: pageUrl(places, `/listings/${listing.slug}`),
    listingTitle: oneLine(listing.title),
    by: by(listing),
    summary: oneLine(listing.summary, 400),
    facts: facts(listing).map((text) => ({ text })),
    interests: interests.map((interest) => ({
      whyTitle: whyTitle(interest),
      interestName: oneLine(interest.interestName),
      reasons: texts(interest.reasons),
      hasCautions: interest.cautions.length > 0,
      cautions: texts(interest.cautions),
      matchUrl: pageUrl(places, `/matches/${interest.matchId}`),
      mayDismiss: interest.mayDismiss,
      notForMeUrl: notForMeUrl(interest, webUrl),
      unsubscribeUrl: unsubscribeUrl(interest.unsubscribeToken, webUrl),
    })),
  };
}

const unsubscribeUrl = (token: string, webUrl: string) => `${webUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
const notForMeUrl = ({ unsubscribeToken, matchId }: MatchedInterest, webUrl: string) =>
  `${webUrl}/not-for-me?token=${encodeURIComponent(unsubscribeToken)}&match=${matchId}`;
const dashes = (words: readonly string[]) =>
  words.map((text) => `- ${wrap(capital(oneLine(text, 600)), { indent: '  ' })}`);

export function itemText({ listing, interests }: MatchedListing, places: Places): string {
  const { webUrl } = places;
  return lines(
    wrap(oneLine(listing.title)),
    wrap(by(listing)),
    '',
    wrap(oneLine(listing.summary, 400)),
    '',
    ...facts(listing).map((fact) => wrap(fact)),
    '',
    'Read about it:',
    pageUrl(places, `/listings/${listing.slug}`),
    ...interests.flatMap((interest) => [
      '',
      wrap(whyTitle(interest)),
      ...dashes(interest.reasons),
      ...(interest.cautions.length > 0 ? ['', 'Worth knowing:', ...dashes(interest.cautions)] : []),
      '',
      'See this match, or shortlist it:',
      pageUrl(places, `/matches/${interest.matchId}`),
      ...(interest.mayDismiss ? ['Not for me, because …:', notForMeUrl(interest, webUrl)] : []),
      `Stop mail about ‘${oneLine(interest.interestName)}’:`,
      unsubscribeUrl(interest.unsubscribeToken, webUrl),
    ]),
  );
}

/** Title and interest in one line, the length of a subject: both are there, however long they are. */
export function fits(item: MatchedListing): string {
  const [best, ...others] = item.interests;
  const more = others.length === 0 ? '' : ` and ${others.length === 1 ? 'another' : `${others.length} more`}`;
  const tail = ` fits ‘${oneLine(best.interestName, 30)}’${more}`;
  return `${oneLine(item.listing.title, MOST_IN_SUBJECT - tail.length)}${tail}`;
}

/** The ways to stop all alerts, as a block and as a text; its view needs `stopAllUrl`. */
export const stopAllBlock = quiet(
  '<a class="link" href="{{stopAllUrl}}">Stop all mail about matches</a>. Your interests stay as they are.',
);
export const stopAllText = (token: string, { webUrl }: Places) =>
  lines('Stop all mail about matches (your interests stay as they are):', unsubscribeUrl(token, webUrl));
export const stopAllView = (token: string, { webUrl }: Places): View => ({ stopAllUrl: unsubscribeUrl(token, webUrl) });
