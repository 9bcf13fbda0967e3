// The mail to an organisation whose listing needs something before it can be published.
import type { MailKind } from '../mail/kind.ts';
import { button, card, each, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export interface ChangesRequested {
  listingId: string;
  title: string;
  organisationName: string;
  /** What the reviewer wrote; may have several paragraphs. */
  note: string;
}

const link = (data: ChangesRequested, webUrl: string) => `${webUrl}/listings/${data.listingId}/edit`;
const what = (data: ChangesRequested) =>
  `We have read “${oneLine(data.title)}” and would like something changed before it is published. The reviewer wrote:`;
const next = 'Nothing you wrote is lost. Change what is asked and submit it again; there is no deadline.';
const paragraphsOf = (note: string) =>
  note
    .split(/\n+/)
    .map((text) => oneLine(text, 4000))
    .filter(Boolean);

export const changesRequested: MailKind<ChangesRequested> = {
  mjml: layout([
    card(
      heading('A change before publishing'),
      paragraph('{{what}}'),
      each('note', paragraph('<em>{{text}}</em>')),
      button('Open the listing', '{{link}}'),
      quiet(next),
    ),
  ]),
  subject: (data) => `Changes asked for: ${data.title}`,
  preview: (data) => oneLine(data.note, 140),
  reasonForMail: (data) => `You get this because you write for ${oneLine(data.organisationName)}.`,
  view: (data, { webUrl }) => ({
    what: what(data),
    note: paragraphsOf(data.note).map((text) => ({ text })),
    link: link(data, webUrl),
  }),
  text: (data, { webUrl }) =>
    lines(
      wrap(what(data)),
      '',
      ...paragraphsOf(data.note).flatMap((text) => [`  ${wrap(text, { indent: '  ' })}`, '']),
      'Open the listing:',
      link(data, webUrl),
      '',
      wrap(next),
    ),
};
