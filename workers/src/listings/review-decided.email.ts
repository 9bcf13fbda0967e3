// The mail about what a review came to, other than a first publishing or a request for changes: each decision in words of its own.
import { evidenceLevels } from '@exchange/contracts';
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, each, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

/** What the api writes with the intent to mail. */
export const ReviewDecidedData = z.discriminatedUnion('what', [
  z.object({ what: z.literal('revision_approved'), listingId: z.uuid() }),
  z.object({ what: z.enum(['declined', 'revision_declined']), listingId: z.uuid(), note: z.string() }),
  z.object({
    what: z.literal('evidence_reviewed'),
    listingId: z.uuid(),
    note: z.string(),
    level: z.int().min(0).max(5),
    nextStep: z.string().nullable(),
  }),
]);
export type ReviewDecided = z.infer<typeof ReviewDecidedData> & {
  title: string;
  slug: string | null;
  organisationName: string;
};

interface Words {
  subject: string;
  heading: string;
  /** What was decided, in a sentence or two. */
  said: string;
  /** What the reviewer wrote, a paragraph each. */
  note: string[];
  next: string;
  button: string;
  path: string;
}

const paragraphsOf = (note: string) =>
  note
    .split(/\n+/)
    .map((text) => oneLine(text, 4000))
    .filter(Boolean);

function wordsOf(data: ReviewDecided): Words {
  const title = `“${oneLine(data.title)}”`;
  const edit = `/listings/${data.listingId}/edit`;
  const page = data.slug === null ? edit : `/listings/${data.slug}`;
  switch (data.what) {
    case 'revision_approved':
      return {
        subject: `Your change is public: ${data.title}`,
        heading: 'Your change is public',
        said: `We have read what you changed in ${title}, and its page says so now.`,
        note: [],
        next: 'Where it matters for matching, those whose interests it fits now are told anew.',
        button: 'See the page',
        path: page,
      };
    case 'declined':
      return {
        subject: `Not published: ${data.title}`,
        heading: 'We have not published it',
        said: `We have read ${title} and decided not to publish it. The reviewer wrote:`,
        note: paragraphsOf(data.note),
        next: 'Nothing you wrote is lost: it is a draft again. If the reason no longer holds, change it and submit it anew.',
        button: 'Open the draft',
        path: edit,
      };
    case 'revision_declined':
      return {
        subject: `Your change was declined: ${data.title}`,
        heading: 'We have not taken over your change',
        said: `We have read what you changed in ${title} and decided against it. The reviewer wrote:`,
        note: paragraphsOf(data.note),
        next: 'The page stays public, as it was before. What you changed stays readable in its history.',
        button: 'See its history',
        path: `/listings/${data.listingId}/history`,
      };
    case 'evidence_reviewed':
      return {
        subject: `Its evidence was reviewed, level ${data.level}: ${data.title}`,
        heading: `Evidence: level ${data.level}, ${(evidenceLevels[data.level] ?? '').toLowerCase()}`,
        said: `A reviewer has looked at the evidence of ${title}. This is shown beside your own assessment. The reviewer wrote:`,
        note: paragraphsOf(data.note),
        next: data.nextStep === null ? '' : `The next step that would raise it: ${oneLine(data.nextStep, 1000)}`,
        button: 'See how it is shown',
        path: page,
      };
  }
}

export const reviewDecided: MailKind<ReviewDecided> = {
  mjml: layout([
    card(
      heading('{{heading}}'),
      paragraph('{{said}}'),
      each('note', paragraph('<em>{{text}}</em>')),
      button('{{button}}', '{{link}}'),
      quiet('{{next}}'),
    ),
  ]),
  subject: (data) => wordsOf(data).subject,
  preview: (data) => oneLine(wordsOf(data).note[0] ?? wordsOf(data).said, 140),
  reasonForMail: (data) => `You get this because you write for ${oneLine(data.organisationName)}.`,
  view: (data, { webUrl }) => {
    const { heading: title, said, note, next, button: label, path } = wordsOf(data);
    return { heading: title, said, note: note.map((text) => ({ text })), next, button: label, link: webUrl + path };
  },
  text: (data, { webUrl }) => {
    const { said, note, next, button: label, path } = wordsOf(data);
    return lines(
      wrap(said),
      '',
      ...note.flatMap((text) => [`  ${wrap(text, { indent: '  ' })}`, '']),
      `${label}:`,
      webUrl + path,
      '',
      wrap(next),
    );
  },
};
