// The mail about handing a listing to another organisation: the question, and its answer.
import type { MailKind } from '../mail/kind.ts';
import { button, card, each, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export interface ListingTransfer {
  step: 'asked' | 'accepted' | 'declined';
  title: string;
  from: string;
  to: string;
  /** The organisation that is told, and the owner of the other who asked or answered. */
  receiver: { name: string; slug: string };
  by: string;
  note: string | null;
  /** The day until which it can be accepted, in words. */
  until: string;
}

const link = ({ receiver }: ListingTransfer, webUrl: string) => `${webUrl}/organisations/${receiver.slug}/shared`;
const quoted = (title: string) => `“${oneLine(title)}”`;
const headings: Readonly<Record<ListingTransfer['step'], string>> = {
  asked: 'A listing for you to take over',
  accepted: 'Your listing was taken over',
  declined: 'Your listing stays with you',
};
const what = ({ step, title, from, to, by }: ListingTransfer) =>
  step === 'asked'
    ? `${oneLine(by)} of ${oneLine(from)} asks ${oneLine(to)} to take over the listing ${quoted(title)}.`
    : step === 'accepted'
      ? `${oneLine(by)} has accepted ${quoted(title)} for ${oneLine(to)}. It belongs to them now.`
      : `${oneLine(by)} has declined to take over ${quoted(title)} for ${oneLine(to)}.`;
const next = ({ step, from, until }: ListingTransfer) =>
  step === 'asked'
    ? `Nothing changes until an owner accepts. Then you write it, answer for it and hear of its matches, and ${oneLine(from)} no longer sees its inside. You can accept until ${until}.`
    : step === 'accepted'
      ? 'You no longer see its drafts, history or matches. If it is published, its page stays where it was.'
      : 'Nothing has changed. You can ask another organisation, or keep it.';
const label = ({ step }: ListingTransfer) => (step === 'asked' ? 'See it and answer' : 'See what you share');
const notes = ({ step, note }: ListingTransfer) =>
  step === 'asked' && note !== null ? [`They say: ${oneLine(note, 1000)}`] : [];

export const listingTransfer: MailKind<ListingTransfer> = {
  mjml: layout([
    card(
      heading('{{heading}}'),
      paragraph('{{what}}'),
      each('note', paragraph('<em>{{text}}</em>')),
      button('{{label}}', '{{link}}'),
      quiet('{{next}}'),
    ),
  ]),
  subject: ({ step, title, from, to }) =>
    step === 'asked'
      ? `${oneLine(from, 30)} asks you to take over: ${title}`
      : step === 'accepted'
        ? `${oneLine(to, 30)} has taken over: ${title}`
        : `${oneLine(to, 30)} has declined: ${title}`,
  preview: next,
  reasonForMail: ({ receiver }) => `You get this because you own ${oneLine(receiver.name)} on the exchange.`,
  view: (data, { webUrl }) => ({
    heading: headings[data.step],
    what: what(data),
    note: notes(data).map((text) => ({ text })),
    next: next(data),
    label: label(data),
    link: link(data, webUrl),
  }),
  text: (data, { webUrl }) =>
    lines(
      wrap(what(data)),
      ...notes(data).flatMap((text) => ['', wrap(text)]),
      '',
      wrap(next(data)),
      '',
      `${label(data)}:`,
      link(data, webUrl),
    ),
};
