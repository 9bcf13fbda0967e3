// The mail that tells somebody that their account was made safer, or less safe; it cannot be switched off.
import { SecurityEvent } from '@exchange/contracts';
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, each, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export const SecurityNoticeData = z.object({
  name: z.string(),
  what: SecurityEvent,
  /** When it happened. */
  at: z.iso.datetime(),
  /** Of the recovery codes, where one was used. */
  codesLeft: z.int().optional(),
  /** The key that was made. */
  key: z
    .object({ name: z.string(), organisation: z.string(), slug: z.string(), madeBy: z.string(), writes: z.boolean() })
    .optional(),
});
type Data = z.infer<typeof SecurityNoticeData>;

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' });

const words: Readonly<Record<SecurityEvent, { title: string; what: string }>> = {
  second_step_on: {
    title: 'Your second step is on',
    what: 'From now on, signing in asks for a code of your authenticator as well as for your password.',
  },
  second_step_off: {
    title: 'Your second step is off',
    what: 'From now on, your password alone opens your account.',
  },
  second_step_reset: {
    title: 'We have switched off your second step',
    what: 'The exchange team did this because somebody told us that you had lost it. You are signed out everywhere. Sign in with your password, and switch the second step on again.',
  },
  password_changed: {
    title: 'Your password was changed',
    what: 'Everybody who was signed in elsewhere with the one before is signed out.',
  },
  recovery_code_used: {
    title: 'A recovery code was used',
    what: 'Somebody gave your password and one of your recovery codes.',
  },
  api_key_made: {
    title: 'A key for programs was made',
    what: 'An owner of an organisation of yours made a key by which its programs use the exchange.',
  },
};
/** What happened, with the key's own words where one was made. */
const told = ({ what, key }: Data) =>
  key
    ? `${oneLine(key.madeBy)} made the key “${oneLine(key.name)}” for ${oneLine(key.organisation)}: programs that have it can read what its members see${key.writes ? ', and write its listings and interests' : ''}.`
    : words[what].what;
const notYou = ({ what }: Data) =>
  what === 'api_key_made'
    ? 'If nobody meant to, take the key back now: it stops working at once. Then look at who your owners are.'
    : what === 'second_step_reset'
      ? 'If you did not ask for that, choose a new password now and tell us: somebody may be trying to get into your account.'
      : 'If it was not you, choose a new password now: that ends every session. Then look at the second step on your account’s page.';
const left = ({ codesLeft }: Data) =>
  codesLeft === undefined
    ? []
    : [
        codesLeft === 0
          ? 'None of your recovery codes is left: switch the second step off and on again to get new ones.'
          : `${String(codesLeft)} of your recovery codes ${codesLeft === 1 ? 'is' : 'are'} left.`,
      ];
/** Where to put it right. */
const remedy = ({ key }: Data, webUrl: string) =>
  key
    ? { label: 'See the keys', href: `${webUrl}/organisations/${key.slug}/keys` }
    : { label: 'Choose a new password', href: `${webUrl}/forgot-password` };
const happened = (data: Data) => `This was on ${when.format(new Date(data.at))}, London time.`;

export const securityNotice: MailKind<Data> = {
  mjml: layout([
    card(
      heading('{{title}}'),
      paragraph('Hello {{name}},'),
      paragraph('{{what}} {{happened}}'),
      each('left', paragraph('{{text}}')),
      paragraph('{{notYou}}'),
      button('{{label}}', '{{href}}'),
      quiet(
        'If it is as it should be, you need do nothing. See your account: <a class="link" href="{{account}}">{{account}}</a>',
      ),
    ),
  ]),
  subject: ({ what }) => words[what].title,
  preview: ({ what }) => words[what].what,
  reasonForMail: () => 'You get this because we always tell you of changes that concern how safe your account is.',
  view: (data, { webUrl }) => ({
    name: oneLine(data.name),
    what: told(data),
    happened: happened(data),
    left: left(data).map((text) => ({ text })),
    notYou: notYou(data),
    ...remedy(data, webUrl),
    account: `${webUrl}/account`,
  }),
  text: (data, { webUrl }) =>
    lines(
      `Hello ${oneLine(data.name)},`,
      '',
      wrap(`${told(data)} ${happened(data)}`),
      ...left(data).flatMap((text) => ['', wrap(text)]),
      '',
      wrap(notYou(data)),
      '',
      `${remedy(data, webUrl).label}: ${remedy(data, webUrl).href}`,
      '',
      'If it is as it should be, you need do nothing. See your account:',
      `${webUrl}/account`,
    ),
};
