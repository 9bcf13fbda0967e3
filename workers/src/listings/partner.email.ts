// The mail about writing a listing together with another organisation: the question, and that it was accepted.
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export interface ListingPartnerMail {
  step: 'asked' | 'accepted';
  listingId: string;
  title: string;
  organisation: string;
  partner: string;
  /** The organisation that is told. */
  receiver: { name: string; slug: string };
  by: string;
}

const quoted = (title: string) => `“${oneLine(title)}”`;
const link = ({ step, listingId, receiver }: ListingPartnerMail, webUrl: string) =>
  step === 'asked' ? `${webUrl}/organisations/${receiver.slug}/shared` : `${webUrl}/listings/${listingId}/edit`;
const what = ({ step, title, organisation, partner, by }: ListingPartnerMail) =>
  step === 'asked'
    ? `${oneLine(by)} of ${oneLine(organisation)} asks ${oneLine(partner)} to write the listing ${quoted(title)} together with them.`
    : `${oneLine(partner)} writes ${quoted(title)} together with you now, and is named on its page.`;
const next = ({ step, organisation }: ListingPartnerMail) =>
  step === 'asked'
    ? `Once an owner accepts, your owners and editors may change what it says, and its page names you. Submitting, pausing and archiving it stay with ${oneLine(organisation)}. Either side can end it at any time.`
    : 'Its owners and editors may change what the listing says, but not submit, pause or archive it. You can end this at any time.';
const label = ({ step }: ListingPartnerMail) => (step === 'asked' ? 'See it and answer' : 'Open the listing');

export const listingPartner: MailKind<ListingPartnerMail> = {
  mjml: layout([
    card(heading('{{heading}}'), paragraph('{{what}}'), button('{{label}}', '{{link}}'), quiet('{{next}}')),
  ]),
  subject: ({ step, title, organisation, partner }) =>
    step === 'asked'
      ? `${oneLine(organisation, 30)} asks you to write with them: ${title}`
      : `${oneLine(partner, 30)} writes with you: ${title}`,
  preview: next,
  reasonForMail: ({ receiver }) => `You get this because you own ${oneLine(receiver.name)} on the exchange.`,
  view: (data, { webUrl }) => ({
    heading: data.step === 'asked' ? 'A listing to write together' : 'You write it together',
    what: what(data),
    next: next(data),
    label: label(data),
    link: link(data, webUrl),
  }),
  text: (data, { webUrl }) => lines(wrap(what(data)), '', wrap(next(data)), '', `${label(data)}:`, link(data, webUrl)),
};
