// Reads reports about our mail: what could not be delivered (RFC 3464), and complaints (RFC 5965). No I/O.
import { meansNoSuchAddress } from '@exchange/contracts';
import { simpleParser } from 'mailparser';

export interface MailReport {
  kind: 'bounced' | 'delayed' | 'complained' | 'ignored';
  /** The message of ours that it is about, as the report has it; to be looked up. */
  emailId: string;
  /** Whether it says that the address takes no mail at all. */
  isAddressDead: boolean;
  /** What it says, for staff to read; at most 500 characters. */
  said: string;
}

type Fields = ReadonlyMap<string, string>;

/** Header-like lines as groups, one to a paragraph; names in lower case, continued lines joined. */
function fieldsOf(text: string): Fields[] {
  return text.split(/\r?\n(?:[ \t]*\r?\n)+/).flatMap((paragraph) => {
    const lines = paragraph.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
    const fields = lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), (value ?? '').trim()]];
    });
    return fields.length > 0 ? [new Map(fields)] : [];
  });
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const MESSAGE_ID = new RegExp(`^<(${UUID})@[^<>\\s]+>$`, 'i');
const ENVELOPE_ID = new RegExp(`^(${UUID})$`, 'i');
const MOST_SAID = 500;

/**
 * The id of our message: from the envelope id that its delivery was asked with (RFC 3461), or from its Message-ID in the headers that
 * came back. Both hold 74 random bits, so that nobody can have somebody else's mail stopped by guessing; an address alone, which
 * anybody can write into a report, is not enough.
 */
function emailIdOf(report: Fields | undefined, returned: Fields | undefined): string | undefined {
  const byEnvelope = ENVELOPE_ID.exec(report?.get('original-envelope-id') ?? '')?.[1];
  return (byEnvelope ?? MESSAGE_ID.exec(returned?.get('message-id') ?? '')?.[1])?.toLowerCase();
}

function ofDelivery(groups: readonly Fields[], returned: Fields | undefined): MailReport | undefined {
  const [message, ...recipients] = groups;
  const emailId = emailIdOf(message, returned);
  if (emailId === undefined) return undefined;
  const actionOf = (fields: Fields) => fields.get('action')?.toLowerCase();
  // Our messages have one receiver each; a list behind its address may report for several.
  const told =
    recipients.find((fields) => actionOf(fields) === 'failed') ??
    recipients.find((fields) => actionOf(fields) === 'delayed');
  if (!told) return { kind: 'ignored', emailId, isAddressDead: false, said: '' };
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(told.get('status') ?? '')?.[0] ?? '';
  const hasFailed = actionOf(told) === 'failed';
  return {
    kind: hasFailed ? 'bounced' : 'delayed',
    emailId,
    isAddressDead: hasFailed && meansNoSuchAddress(status),
    said: [status, told.get('diagnostic-code')].filter(Boolean).join(' ').slice(0, MOST_SAID),
  };
}

function ofComplaint(feedback: Fields | undefined, returned: Fields | undefined): MailReport | undefined {
  const emailId = emailIdOf(feedback, returned);
  if (emailId === undefined) return undefined;
  const type = feedback?.get('feedback-type')?.toLowerCase() ?? '';
  // `fraud` and `virus` are about what mail does in our name, `not-spam` takes a complaint back.
  const isComplaint = type === 'abuse' || type === 'opt-out';
  const by = feedback?.get('reporting-mta') ?? feedback?.get('user-agent') ?? 'a mail provider';
  return {
    kind: isComplaint ? 'complained' : 'ignored',
    emailId,
    isAddressDead: false,
    said: `${type}, told by ${by.replace(/^dns;\s*/, '')}`.slice(0, MOST_SAID),
  };
}

/** A part that says it is shown inline would be read as if it were the report's own text. */
const INLINE = /^content-disposition:[ \t]*inline[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n/gim;

/**
 * Reads a report.
 * @param source the message as it came in (RFC 5322)
 * @returns undefined for whatever is not a report, or not about a message of ours
 */
export async function readMailReport(source: string): Promise<MailReport | undefined> {
  const mail = await simpleParser(source.replace(INLINE, ''), {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  const part = (...types: string[]) =>
    mail.attachments.find(({ contentType }) => types.includes(contentType))?.content.toString('utf8');
  const returned = part('text/rfc822-headers', 'message/rfc822', 'message/global', 'message/global-headers');
  const original = returned === undefined ? undefined : fieldsOf(returned)[0];
  const status = part('message/delivery-status', 'message/global-delivery-status');
  if (status !== undefined) return ofDelivery(fieldsOf(status), original);
  const feedback = part('message/feedback-report');
  return feedback === undefined ? undefined : ofComplaint(fieldsOf(feedback)[0], original);
}
