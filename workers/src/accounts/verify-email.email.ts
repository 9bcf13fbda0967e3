// The mail that proves that an address belongs to the person who gave it.
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export const VerifyEmailData = z.object({ name: z.string(), token: z.string().min(1) });
type Data = z.infer<typeof VerifyEmailData>;

const why = 'With a confirmed address you can list innovations, save interests and be told of what fits them.';
const notYou =
  'The link works once, within 24 hours, and only the newest one counts. If it was not you, do nothing: without this step the address is not used.';
const link = (data: Data, webUrl: string) => `${webUrl}/verify-email?token=${encodeURIComponent(data.token)}`;

export const verifyEmail: MailKind<Data> = {
  mjml: layout([
    card(
      heading('Confirm your email address'),
      paragraph('Hello {{name}},'),
      paragraph(`You signed up for the Innovation Exchange with this address. ${why}`),
      button('Confirm this address', '{{link}}'),
      quiet('Or open this link: <a class="link" href="{{link}}">{{link}}</a>'),
      quiet(notYou),
    ),
  ]),
  subject: () => 'Confirm your email address',
  preview: () => 'One step, and you can list innovations and save interests.',
  reasonForMail: () => 'You get this because somebody signed up with this address.',
  view: (data, { webUrl }) => ({ name: oneLine(data.name), link: link(data, webUrl) }),
  text: (data, { webUrl }) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(`You signed up for the Innovation Exchange with this address. ${why}`),
      '',
      'Confirm this address:',
      link(data, webUrl),
      '',
      wrap(notYou),
    ),
};
