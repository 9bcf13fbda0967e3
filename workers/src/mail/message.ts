// The headers of a message: who it is from, its one id, and the ways to stop it. No I/O.
import { oneLine } from './text.ts';

export interface MailAddress {
  name: string;
  address: string;
}

/** Reads `Name <address>` or an address alone, as MAIL_FROM has it. */
export function parseFrom(value: string): MailAddress {
  const [, name = '', address = value] = /^(.*?)<([^<>]+)>\s*$/.exec(value) ?? [];
  return { name: oneLine(name.replaceAll('"', '')), address: address.trim() };
}

/** The same for the same row at every attempt, so that receivers can tell a repetition (RFC 5322, 3.6.4). */
export const messageIdOf = (emailId: string, from: MailAddress): string =>
  `<${emailId}@${from.address.split('@').at(-1) ?? 'localhost'}>`;

/** A machine wrote it: out-of-office programs do not answer (RFC 3834, 5). */
const automatic = { 'Auto-Submitted': 'auto-generated' };

/**
 * Headers beside From, To, Subject, Date and Message-ID.
 * @param unsubscribeToken the alert, or all alerts, that a mail program's own button stops with one POST (RFC 8058); undefined
 *   for account mail, which cannot be switched off
 */
export function headersFor(apiUrl: string, unsubscribeToken?: string): Record<string, string> {
  if (unsubscribeToken === undefined) return { ...automatic };
  return {
    ...automatic,
    'List-Unsubscribe': `<${apiUrl}/api/v1/unsubscribe?token=${encodeURIComponent(unsubscribeToken)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** All headers as the receiver would see them, for mail that is kept. */
export function keptHeaders(message: {
  from: MailAddress;
  to: string;
  subject: string;
  messageId: string;
  date: Date;
  headers: Record<string, string>;
}): Record<string, string> {
  const { name, address } = message.from;
  return {
    From: name ? `${name} <${address}>` : address,
    To: message.to,
    Subject: message.subject,
    Date: message.date.toUTCString().replace('GMT', '+0000'),
    'Message-ID': message.messageId,
    ...message.headers,
  };
}
