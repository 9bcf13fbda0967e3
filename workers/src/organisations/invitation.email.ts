// The mail that asks somebody to join an organisation.
import { MemberRole, memberRoles } from '@exchange/contracts';
import { z } from 'zod';
import type { MailKind } from '../mail/kind.ts';
import { button, card, heading, layout, paragraph, quiet } from '../mail/layout.ts';
import { lines, oneLine, wrap } from '../mail/text.ts';

export const InvitationData = z.object({
  organisationName: z.string(),
  /** Who asks; left out where that is not known. */
  invitedBy: z.string().optional(),
  role: MemberRole,
  token: z.string().min(1),
});
type Data = z.infer<typeof InvitationData>;

const may: Readonly<Record<MemberRole, string>> = {
  owner: 'read, write and look after its members',
  editor: 'read and write its listings and interests',
  viewer: 'read its listings, interests and matches',
};
const link = (data: Data, webUrl: string) => `${webUrl}/invitations?token=${encodeURIComponent(data.token)}`;
const what = (data: Data) =>
  `${oneLine(data.invitedBy ?? 'A member')} asks you to join ${oneLine(data.organisationName)} on the Innovation Exchange.`;
const roleOf = (data: Data) => `As ${memberRoles[data.role].toLowerCase()} you may ${may[data.role]}.`;
const notYou = 'If this means nothing to you, do nothing: you join only by accepting.';

export const invitation: MailKind<Data> = {
  mjml: layout([
    card(
      heading('Join {{organisation}}'),
      paragraph('{{what}}'),
      paragraph('{{role}}'),
      button('See the invitation', '{{link}}'),
      quiet('Or open this link: <a class="link" href="{{link}}">{{link}}</a>'),
      quiet(notYou),
    ),
  ]),
  subject: (data) => `Join ${oneLine(data.organisationName, 45)} on the Innovation Exchange`,
  preview: roleOf,
  reasonForMail: (data) => `You get this because ${oneLine(data.organisationName)} invited this address.`,
  view: (data, { webUrl }) => ({
    organisation: oneLine(data.organisationName),
    what: what(data),
    role: roleOf(data),
    link: link(data, webUrl),
  }),
  text: (data, { webUrl }) =>
    lines(wrap(what(data)), '', wrap(roleOf(data)), '', 'See the invitation:', link(data, webUrl), '', wrap(notYou)),
};
