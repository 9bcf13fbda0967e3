// The mail that tells at once of a listing that fits what somebody wants to hear about.
import { listed } from '@exchange/contracts';
import type { MailKind } from '../mail/kind.ts';
import { button, card, layout, opening } from '../mail/layout.ts';
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

export interface MatchMail {
  name: string;
  item: MatchedListing;
  /** The key of the link that stops all alerts to this person. */
  stopAllToken: string;
}

const names = ({ item }: MatchMail) =>
  listed([...new Set(item.interests.map((each) => oneLine(each.organisationName)))]);
const reasonForMail = (data: MatchMail) =>
  `You get this because you asked to hear at once of what fits ${data.item.interests.length === 1 ? 'this interest' : 'these interests'} of ${names(data)}.`;
const said = 'A new listing on the Innovation Exchange fits what you want to hear about:';

export const match: MailKind<MatchMail> = {
  mjml: layout(
    [opening('Hello {{name}},', said), card(...itemBlocks, button('Read about it', '{{listingUrl}}'))],
    [stopAllBlock],
  ),
  subject: ({ item }) => fits(item),
  preview: ({ item }) => oneLine(item.interests[0].reasons.join('; '), 140),
  reasonForMail,
  view: (data, places) => ({
    name: oneLine(data.name),
    ...itemView(data.item, places),
    ...stopAllView(data.stopAllToken, places),
  }),
  text: (data, places) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(said),
      '',
      itemText(data.item, places),
      '',
      stopAllText(data.stopAllToken, places),
    ),
};
