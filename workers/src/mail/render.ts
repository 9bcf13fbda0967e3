// Renders every kind of message: subject, HTML and text from the same data. Templates are compiled once, at the first use.
import { topicOf, type EmailKind } from '@exchange/contracts';
import { alreadyRegistered } from '../accounts/already-registered.email.ts';
import { resetPassword } from '../accounts/reset-password.email.ts';
import { securityNotice } from '../accounts/security-notice.email.ts';
import { verifyEmail } from '../accounts/verify-email.email.ts';
import { changesRequested } from '../listings/changes-requested.email.ts';
import { reviewDecided } from '../listings/review-decided.email.ts';
import { listingPartner } from '../listings/partner.email.ts';
import { listingTransfer } from '../listings/transfer.email.ts';
import { listingUntouched } from '../listings/untouched.email.ts';
import { listingPublished } from '../listings/published.email.ts';
import { digest } from '../matching/digest.email.ts';
import { match } from '../matching/match.email.ts';
import { invitation } from '../organisations/invitation.email.ts';
import { pageUrl, type MailKind, type Places } from './kind.ts';
import { compile, type View } from './template.ts';
import { lines, oneLine, wrap } from './text.ts';

/** Every kind: a kind without a template does not compile. */
export const mailKinds = {
  verify_email: verifyEmail,
  already_registered: alreadyRegistered,
  reset_password: resetPassword,
  security_notice: securityNotice,
  invitation,
  listing_published: listingPublished,
  changes_requested: changesRequested,
  review_decided: reviewDecided,
  listing_untouched: listingUntouched,
  listing_transfer: listingTransfer,
  listing_partner: listingPartner,
  match,
  digest,
} as const satisfies Record<EmailKind, unknown>;

export type MailData<K extends EmailKind> = (typeof mailKinds)[K] extends MailKind<infer Data> ? Data : never;
/** A message's kind and what it is made from. */
export type Mail = { [K in EmailKind]: { kind: K; data: MailData<K>; notification?: string } }[EmailKind];

export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

/** A subject's characters at the most: a line of a header (RFC 5322, 2.1.1), and about what lists of mail show. */
const SUBJECT = 78;

export interface Renderer {
  render: (mail: Mail) => Promise<Rendered>;
  /** Compiles all templates ahead of the first message. */
  warm: () => Promise<void>;
}

/** The one link of a message that has one: marked with its notification, in the view and on its own line of the text. */
const markLink = ({ link }: View, places: Places): View =>
  typeof link === 'string' && link.startsWith(`${places.webUrl}/`)
    ? { link: pageUrl(places, link.slice(places.webUrl.length)) }
    : {};
const markLine = (text: string, shown: View, places: Places): string =>
  text
    .split('\n')
    .map((line) => (line !== '' && line === shown.link ? (markLink(shown, places).link as string) : line))
    .join('\n');

export function createRenderer(places: Places): Renderer {
  const compiled = new Map<EmailKind, Promise<(view: View) => string>>();
  const template = (kind: EmailKind) => {
    const known = compiled.get(kind) ?? compile(mailKinds[kind].mjml);
    compiled.set(kind, known);
    return known;
  };
  return {
    render: async ({ kind, data, notification }) => {
      // Kind and data belong together by the type of Mail, which TypeScript cannot follow through the table.
      const { subject, preview, reasonForMail, view, text } = mailKinds[kind] as unknown as MailKind<typeof data>;
      const fill = await template(kind);
      const title = oneLine(subject(data), SUBJECT);
      const reason = reasonForMail(data);
      const choose = topicOf[kind] === null ? [] : [{ url: `${places.webUrl}/account/mail` }];
      const frame = {
        title,
        preview: preview(data),
        reasonForMail: reason,
        preferences: choose,
        webUrl: places.webUrl,
      };
      const at = { ...places, notification };
      const shown = view(data, at);
      return {
        subject: title,
        html: fill({ ...shown, ...markLink(shown, at), ...frame }),
        text: `${lines(markLine(text(data, at), shown, at), '', '--', wrap(reason), ...choose.map(({ url }) => `Choose what we mail you: ${url}`), `Innovation Exchange: ${places.webUrl}`)}\n`,
      };
    },
    warm: async () => {
      await Promise.all((Object.keys(mailKinds) as EmailKind[]).map(template));
    },
  };
}
