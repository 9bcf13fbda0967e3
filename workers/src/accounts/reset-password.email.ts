// The mail with the link to choose a new password.
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export const ResetPasswordData = z.object({ name: z.string(), token: z.string().min(1) });
type Data = z.infer<typeof ResetPasswordData>;

const what = 'You asked to choose a new password. The link works once, within an hour.';
const notYou = 'If it was not you, do nothing: your password stays as it is.';
const link = (data: Data, webUrl: string) => `${webUrl}/reset-password?token=${encodeURIComponent(data.token)}`;

export const resetPassword: MailKind<Data> = {
  mjml: layout([
    card(
      heading('Choose a new password'),
      paragraph('Hello {{name}},'),
      paragraph(what),
      button('Choose a new password', '{{link}}'),
      quiet('Or open this link: <a class="link" href="{{link}}">{{link}}</a>'),
      quiet(notYou),
    ),
  ]),
  subject: () => 'Choose a new password',
  preview: () => 'The link works once, within an hour.',
  reasonForMail: () => 'You get this because somebody asked for a new password for this address.',
  view: (data, { webUrl }) => ({ name: oneLine(data.name), link: link(data, webUrl) }),
  text: (data, { webUrl }) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(what),
      '',
      'Choose a new password:',
      link(data, webUrl),
      '',
      wrap(notYou),
    ),
};
