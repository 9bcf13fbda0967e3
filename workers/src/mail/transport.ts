// Handing messages to the mail server over a pool of connections, and what its answers mean for the next attempt.
import { createTransport } from 'nodemailer';
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
}

export interface MailTransport {
  /** How many messages can be under way at once. */
  readonly connections: number;
  /** Resolves once the server has taken the message on. @throws SendError */
  send: (message: Outgoing) => Promise<void>;
  close: () => void;
}

/** A message that was not taken on. `permanent`: this message never will be. */
export class SendError extends Error {
  readonly permanent: boolean;
  constructor(message: string, permanent: boolean, cause: unknown) {
    super(message, { cause });
    this.name = 'SendError';
    this.permanent = permanent;
  }
}

const CONNECTIONS = 8;
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
  // The server's own words may name the receiver; they go into the mail log that staff read, never into the program's log.
  return new SendError((error.response ?? error.message).slice(0, 500), refused || noAddress, error);
}

/** Opens the pool; connections are made when there is something to send. */
export function openTransport(url: string): MailTransport {
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
  });
  return {
    connections: CONNECTIONS,
    send: async ({ to, ...message }) => {
      try {
        await pool.sendMail({ ...message, to: { name: '', address: to } });
      } catch (error) {
        throw toSendError(error as PoolError);
      }
    },
    close: () => pool.close(),
  };
}
