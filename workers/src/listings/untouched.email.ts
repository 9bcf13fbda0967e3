// The mail to the owners of a listing that nobody has touched for months: asking whether it still holds, or saying that it is paused.
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export interface ListingUntouched {
  listingId: string;
  title: string;
  organisationName: string;
  isPaused: boolean;
}

const link = (data: ListingUntouched, webUrl: string) => `${webUrl}/listings/${data.listingId}/edit`;
const what = (data: ListingUntouched) =>
  data.isPaused
    ? `Nobody had touched “${oneLine(data.title)}” for nine months, so we have paused it: it is not shown any more.`
    : `Nobody has touched “${oneLine(data.title)}” for six months. Does what it says still hold?`;
const next = (data: ListingUntouched) =>
  data.isPaused
    ? 'Nothing is lost. Open it and publish it again, as it was or changed.'
    : 'Open it and say that it is still right, or change it. If nobody does, it is paused after nine months.';

export const listingUntouched: MailKind<ListingUntouched> = {
  mjml: layout([
    card(heading('{{title}}'), paragraph('{{what}}'), button('Open the listing', '{{link}}'), quiet('{{next}}')),
  ]),
  subject: (data) => (data.isPaused ? `Paused: ${data.title}` : `Is it still right? ${data.title}`),
  preview: next,
  reasonForMail: (data) => `You get this because you own ${oneLine(data.organisationName)} on the exchange.`,
  view: (data, { webUrl }) => ({ what: what(data), next: next(data), link: link(data, webUrl) }),
  text: (data, { webUrl }) =>
    lines(wrap(what(data)), '', wrap(next(data)), '', 'Open the listing:', link(data, webUrl)),
};
