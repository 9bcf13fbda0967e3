// The mail of several listings: what is new in a day or a week for all of a person's interests, or what a new interest found.
import type { MailKind } from '../mail/kind.ts';
import { card, each, gap, heading, layout, paragraph } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';
import {
  fits,
  itemBlocks,
  itemText,
  itemView,
  stopAllBlock,
  stopAllText,
  stopAllView,
  type MatchedListing,
} from './item.ts';

export interface DigestMail {
  name: string;
  /** `at_once`: what an interest found when it was saved. */
  frequency: 'daily' | 'weekly' | 'at_once';
  /** One or more, the best first. */
  items: readonly [MatchedListing, ...MatchedListing[]];
  /** How many more there are than the items shown. */
  more: number;
  stopAllToken: string;
}

const count = (data: DigestMail) => data.items.length + data.more;
const opening = (data: DigestMail) => {
  const whose = data.frequency === 'at_once' ? 'the interest you saved' : 'your interests';
  const fresh = data.frequency === 'at_once' ? '' : ' new';
  return count(data) === 1
    ? `One${fresh} listing fits ${whose}.`
    : `${count(data)}${fresh} listings fit ${whose}; here ${data.more > 0 ? 'is the best of them' : 'they are'}, the best fit first.`;
};
const subject = (data: DigestMail) => {
  if (count(data) === 1) return fits(data.items[0]);
  return data.frequency === 'at_once'
    ? `${count(data)} listings fit ‘${oneLine(data.items[0].interests[0].interestName, 60)}’`
    : `${count(data)} new listings fit your interests`;
};
const reasonForMail = ({ frequency }: DigestMail) =>
  frequency === 'at_once'
    ? 'You get this because you saved an interest and asked to hear at once of what fits it.'
    : `You get this because you asked for one ${frequency} mail about what fits your interests.`;
const moreText = ({ more }: DigestMail) =>
  `${more === 1 ? 'One more fits' : `${more} more fit`}: see all your matches.`;
const rule = '-'.repeat(72);

export const digest: MailKind<DigestMail> = {
  mjml: layout(
    [
      card(heading('{{title}}'), paragraph('Hello {{name}},'), paragraph('{{opening}}')),
      each('items', gap, card(...itemBlocks)),
      each('hasMore', gap, card(paragraph('<a class="link" href="{{matchesUrl}}">{{moreText}}</a>'))),
    ],
    [stopAllBlock],
  ),
  subject,
  preview: (data) => oneLine(data.items.map(({ listing }) => listing.title).join('; '), 140),
  reasonForMail,
  view: (data, places) => ({
    name: oneLine(data.name),
    opening: opening(data),
    items: data.items.map((item) => itemView(item, places)),
    hasMore: data.more > 0,
    moreText: moreText(data),
    matchesUrl: `${places.webUrl}/matches`,
    ...stopAllView(data.stopAllToken, places),
  }),
  text: (data, places) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(opening(data)),
      ...data.items.flatMap((item) => ['', rule, '', itemText(item, places)]),
      '',
      rule,
      data.more > 0 && lines('', wrap(moreText(data)), `${places.webUrl}/matches`),
      '',
      stopAllText(data.stopAllToken, places),
    ),
};
