// Handing messages to the mail server over a pool of connections, and what its answers mean for the next attempt.
import { meansNoSuchAddress } from '@exchange/contracts';
import { createTransport } from 'nodemailer';
import type { DkimKey } from './dkim.ts';
import type { MailAddress } from './message.ts';

export interface Outgoing {
  from: MailAddress;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** All headers but those made from the fields above. */
  headers: Record<string, string>;
  messageId: string;
  date: Date;
  /** What a report about its delivery will name it by, where the servers on its way can (RFC 3461). */
  envelopeId: string;
}

export interface MailTransport {
  /** How many messages can be under way at once. */
  readonly connections: number;
  /** Resolves once the server has taken the message on, with what it said. @throws SendError */
  send: (message: Outgoing) => Promise<string>;
  close: () => Promise<void>;
}

/** A message that was not taken on. `permanent`: this message never will be. `isAddressDead`: nor will any other to its address. */
export class SendError extends Error {
  readonly permanent: boolean;
  readonly isAddressDead: boolean;
  constructor(message: string, cause: unknown, means: { permanent: boolean; isAddressDead: boolean }) {
    super(message, { cause });
    this.name = 'SendError';
    this.permanent = means.permanent;
    this.isAddressDead = means.isAddressDead;
  }
}

/** Characters kept of what a server says. */
const MOST_SAID = 500;
/** Conversations at once. */
export const CONNECTIONS = 8;
/** What a server says, as a database can keep it: no NUL, and no character cut in half. A message whose reply could not be kept would go out again. */
const keepable = (said: string): string => said.slice(0, MOST_SAID).replaceAll('\0', '\uFFFD').toWellFormed();
/** A conversation's longest silence, in milliseconds. */
const SILENCE = 30_000;

/** What the pool's errors carry (nodemailer's errors.d.ts). */
interface PoolError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * Only a refusal of this receiver or of this message ends its way: 5xx to RCPT TO or DATA (RFC 5321, 4.2.1), or an address that
 * cannot be one. A 5xx to anything earlier (greeting, TLS, sign-in, sender) speaks of our own settings: the operator mends them, and
 * the mail goes out then.
 */
function toSendError(error: PoolError): SendError {
  const aboutMessage = error.command === 'RCPT TO' || error.command === 'DATA';
  const refused = aboutMessage && (error.responseCode ?? 0) >= 500 && error.responseCode !== 503;
  const noAddress = error.code === 'EENVELOPE' && error.responseCode === undefined;
  const isAddressDead = noAddress || (refused && error.command === 'RCPT TO' && saysNobodyIsThere(error));
  // The server's own words may name the receiver; they go into the mail log that staff read, never into the program's log.
  const said = keepable(error.response ?? error.message);
  return new SendError(said, error, { permanent: refused || noAddress, isAddressDead });
}

/** By the enhanced status code where there is one; else by the codes that RFC 5321 (4.2.3) has for mailboxes. */
function saysNobodyIsThere({ response = '', responseCode = 0 }: PoolError): boolean {
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return status === undefined ? [550, 551, 553].includes(responseCode) : meansNoSuchAddress(status);
}

/**
 * Opens the pool; connections are made when there is something to send.
 * @param dkim what messages are signed with; undefined: they are not
 */
export function openTransport(url: string, dkim?: DkimKey): MailTransport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1_000,
    // A broken conversation comes back to us as a failure: every attempt is counted and written down.
    maxRequeues: 0,
    connectionTimeout: SILENCE,
    greetingTimeout: SILENCE,
    socketTimeout: SILENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } } : {}),
  });
  return {
    connections: CONNECTIONS,
    send: async ({ to, envelopeId, ...message }) => {
      try {
        // Asked for where the server offers it; one that does not is not told.
        const dsn = { id: envelopeId, return: 'headers', notify: ['failure', 'delay'] };
        const { response } = await pool.sendMail({
          ...message,
          to: { name: '', address: to },
          // Fits every part we write. Not told, nodemailer counts the letters of each to find out: a fifth of a message's cost.
          textEncoding: 'quoted-printable',
          dsn,
        });
        return keepable(response);
      } catch (error) {
        throw toSendError(error as PoolError);
      }
    },
    close: async () => pool.close(),
  };
}
