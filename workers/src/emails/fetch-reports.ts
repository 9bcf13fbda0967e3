// Reads bounces and complaints out of the mailbox they come into (IMAP), for mail servers that hand nothing to the api themselves.
import type { Db } from '@exchange/db';
import { takeMailReport } from '@exchange/db/emails/take-report';
import { ImapFlow } from 'imapflow';
import { SECOND } from '../schedule.ts';

/** Where reports come in. */
export interface ReportsMailbox {
  host: string;
  port: number;
  /** TLS from the first byte; else by STARTTLS, but for a server on this machine. */
  secure: boolean;
  user: string;
  password: string;
  folder: string;
}

/** What one run found: reports that told something, mail that was none, and what was too large to be one. */
export interface Fetched {
  taken: number;
  unknown: number;
  tooLarge: number;
}

/** Messages in one run; the rest in the next. */
const MOST = 500;
/** What a report may weigh, in bytes: as at the api's door. */
const LARGEST = 1024 * 1024;
const SILENCE = 30 * SECOND;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The mailbox of an address like imaps://user:password@host/INBOX; without a folder it is INBOX. */
export function toReportsMailbox(address: string): ReportsMailbox {
  const url = new URL(address);
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}

function connectTo({ host, port, secure, user, password }: ReportsMailbox): ImapFlow {
  const client = new ImapFlow({
    host: host.replace(/^\[|\]$/g, ''),
    port,
    secure,
    // A password never goes over a line in the clear.
    ...(secure ? {} : { doSTARTTLS: !LOOPBACK.includes(host) }),
    auth: { user, pass: password },
    // What is said on the line is not logged: it holds addresses, and the password.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: SILENCE,
    greetingTimeout: SILENCE,
    socketTimeout: SILENCE,
  });
  // What breaks is told by the command that it breaks.
  client.on('error', () => undefined);
  return client;
}

/** Takes in what is unread, the oldest first; each is marked as read once what it says is in the database. */
async function readUnread(db: Db, client: ImapFlow): Promise<Fetched> {
  const fetched: Fetched = { taken: 0, unknown: 0, tooLarge: 0 };
  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  for (const uid of unread.slice(0, MOST)) {
    const one = String(uid);
    const size = (await client.fetchOne(one, { size: true }, { uid: true })) || undefined;
    // Somebody else has deleted it meanwhile.
    if (!size) continue;
    if ((size.size ?? 0) > LARGEST) fetched.tooLarge += 1;
    else {
      const message = (await client.fetchOne(one, { source: { maxLength: LARGEST } }, { uid: true })) || undefined;
      if (!message?.source) continue;
      const { outcome } = await takeMailReport(db, message.source.toString('utf8'));
      fetched[outcome === 'unknown' ? 'unknown' : 'taken'] += 1;
    }
    await client.messageFlagsAdd(one, ['\\Seen'], { uid: true });
  }
  return fetched;
}

/**
 * Reads the mailbox. A run that is cut off leaves unread what it had not written down, and takes in twice at the most what it had: the
 * same report twice is one. Where no mailbox is set there is nothing to do.
 * @throws a sentence without the password when the mailbox cannot be read, or the database is away
 */
export async function fetchReports(db: Db, mailbox: ReportsMailbox | undefined): Promise<Fetched> {
  if (!mailbox) return { taken: 0, unknown: 0, tooLarge: 0 };
  const client = connectTo(mailbox);
  try {
    await client.connect();
    await client.mailboxOpen(mailbox.folder);
    const fetched = await readUnread(db, client);
    await client.logout();
    return fetched;
  } catch (error) {
    throw sayWhy(mailbox, error);
  } finally {
    client.close();
  }
}

/** What the server or the network said. Failures of the database are told as they are. */
function sayWhy({ host, folder }: ReportsMailbox, error: unknown): Error {
  if (error instanceof Error && 'params' in error) return error;
  const { message, responseText } = error as Error & { responseText?: string };
  return new Error(`The mailbox of reports (${folder} at ${host}) cannot be read: ${responseText ?? message}`);
}
