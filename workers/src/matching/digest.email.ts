// The mail of several listings: what is new in a day or a week for all of a person's interests, or what was found at nearly the same time.
import { pageUrl, type MailKind } from '../mail/kind.ts';
import { card, each, gap, layout, opening, paragraph } from '../mail/layout.ts';
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
  /** `at_once`: what was found within a minute for somebody who asked to hear at once. */
  frequency: 'daily' | 'weekly' | 'at_once';
  /** One or more, the best first. */
  items: readonly [MatchedListing, ...MatchedListing[]];
  /** How many more there are than the items shown. */
  more: number;
  stopAllToken: string;
}

const count = (data: DigestMail) => data.items.length + data.more;
/** The one interest that everything here fits, if it is one. */
const onlyInterest = ({ items }: DigestMail, most: number): string | undefined => {
  const names = new Set(items.flatMap(({ interests }) => interests.map((each) => oneLine(each.interestName, most))));
  return names.size === 1 ? [...names][0] : undefined;
};
/** @param most characters of its name; a subject has little room */
const whose = (data: DigestMail, most = 200) => {
  const only = onlyInterest(data, most);
  return only === undefined ? 'your interests' : `‘${only}’`;
};
const said = (data: DigestMail) => {
  const found = count(data) === 1 ? 'One new listing fits' : `${count(data)} new listings fit`;
  if (count(data) === 1) return `${found} ${whose(data)}.`;
  return `${found} ${whose(data)}; here ${data.more > 0 ? `are the ${data.items.length} that fit best` : 'they are, the best fit first'}.`;
};
const subject = (data: DigestMail) =>
  count(data) === 1 ? fits(data.items[0]) : `${count(data)} new listings fit ${whose(data, 30)}`;
const reasonForMail = (data: DigestMail) =>
  data.frequency === 'at_once'
    ? `You get this because you asked to hear at once of what fits ${whose(data)}.`
    : `You get this because you asked for one ${data.frequency} mail about what fits your interests.`;
const moreText = ({ more }: DigestMail) =>
  `${more === 1 ? 'One more fits' : `${more} more fit`}: see all your matches.`;
const rule = '-'.repeat(72);

export const digest: MailKind<DigestMail> = {
  mjml: layout(
    [
      opening('Hello {{name}},', '{{said}}'),
      each('items', card(...itemBlocks), gap),
      each('hasMore', card(paragraph('<a class="link" href="{{matchesUrl}}">{{moreText}}</a>'))),
    ],
    [stopAllBlock],
  ),
  subject,
  preview: (data) => oneLine(data.items.map(({ listing }) => listing.title).join('; '), 140),
  reasonForMail,
  view: (data, places) => ({
    name: oneLine(data.name),
    said: said(data),
    items: data.items.map((item) => itemView(item, places)),
    hasMore: data.more > 0,
    moreText: moreText(data),
    matchesUrl: pageUrl(places, '/matches'),
    ...stopAllView(data.stopAllToken, places),
  }),
  text: (data, places) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(said(data)),
      ...data.items.flatMap((item) => ['', rule, '', itemText(item, places)]),
      '',
      rule,
      data.more > 0 && lines('', wrap(moreText(data)), pageUrl(places, '/matches')),
      '',
      stopAllText(data.stopAllToken, places),
    ),
};
