// The mail to an organisation whose listing has been published.
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

/** The listing as it stands when the mail is made. */
export interface ListingPublished {
  title: string;
  slug: string;
  organisationName: string;
  /** How many interests it fits so far. */
  matches: number;
}

const link = (data: ListingPublished, webUrl: string) => `${webUrl}/listings/${data.slug}`;
const what = (data: ListingPublished) =>
  `“${oneLine(data.title)}” is on the Innovation Exchange for everybody to find.`;
const matched = ({ matches }: ListingPublished) =>
  matches === 0
    ? 'Funders and commissioners whose interests it fits are told as they come.'
    : `It fits ${matches === 1 ? 'one interest' : `${matches} interests`} of funders, commissioners and others already. Those who asked to hear at once are being told now, the others in their next daily or weekly mail.`;
const edit = 'You can go on changing it; what needs a second look waits for it and the page stays up meanwhile.';

export const listingPublished: MailKind<ListingPublished> = {
  mjml: layout([
    card(
      heading('Your listing is published'),
      paragraph('{{what}}'),
      paragraph('{{matched}}'),
      button('See the listing', '{{link}}'),
      quiet(edit),
    ),
  ]),
  subject: (data) => `Published: ${data.title}`,
  preview: matched,
  reasonForMail: (data) => `You get this because you write for ${oneLine(data.organisationName)}.`,
  view: (data, { webUrl }) => ({ what: what(data), matched: matched(data), link: link(data, webUrl) }),
  text: (data, { webUrl }) =>
    lines(wrap(what(data)), '', wrap(matched(data)), '', 'See the listing:', link(data, webUrl), '', wrap(edit)),
};
