// The mail to somebody who signs up a second time: the page tells nobody that an address is known, this does.
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export const AlreadyRegisteredData = z.object({ name: z.string() });
type Data = z.infer<typeof AlreadyRegisteredData>;

const what =
  'Somebody, probably you, signed up with this address. You already have an account, so nothing has changed.';
const notYou = 'If it was not you, you need do nothing.';

export const alreadyRegistered: MailKind<Data> = {
  mjml: layout([
    card(
      heading('You already have an account'),
      paragraph('Hello {{name}},'),
      paragraph(what),
      button('Sign in', '{{login}}'),
      paragraph('No longer sure of your password? <a class="link" href="{{forgot}}">Choose a new one</a>.'),
      quiet(notYou),
    ),
  ]),
  subject: () => 'You already have an account',
  preview: () => 'Nothing has changed: sign in, or choose a new password.',
  reasonForMail: () => 'You get this because somebody signed up with your address.',
  view: (data, { webUrl }) => ({
    name: oneLine(data.name),
    login: `${webUrl}/login`,
    forgot: `${webUrl}/forgot-password`,
  }),
  text: (data, { webUrl }) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(what),
      '',
      `Sign in: ${webUrl}/login`,
      `Choose a new password: ${webUrl}/forgot-password`,
      '',
      wrap(notYou),
    ),
};
