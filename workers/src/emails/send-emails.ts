// Sends messages: takes the rows, composes each as things stand now, hands it over, and writes down what became of it.
import { setTimeout } from 'node:timers/promises';
import type { Db } from '@exchange/db';
import {
  claimEmails,
  closeEmail,
  extendLease,
  postponeEmail,
  releaseEmails,
  type ClaimedEmail,
  type Settled,
} from '@exchange/db/emails/sending';
import { keptHeaders, messageIdOf, type MailAddress } from '../mail/message.ts';
import type { Renderer } from '../mail/render.ts';
import { SendError, type MailTransport } from '../mail/transport.ts';
import { backOff, DAY, HOUR, MINUTE, SECOND } from '../schedule.ts';
import type { Compose, Prepare } from './compose-email.ts';
import type { Recorder } from './record-sent.ts';

export type Outcome = 'sent' | 'kept' | 'cancelled' | 'failed' | 'postponed';

export interface SendingParts {
  db: Db;
  /** Undefined where mail is kept rather than sent. */
  transport: MailTransport | undefined;
  prepare: Prepare;
  record: Recorder;
  render: Renderer['render'];
  from: MailAddress;
  leaseSeconds: number;
  now: () => Date;
  /** Once aborted, no further message is begun. */
  stopping: AbortSignal;
  onOutcome: (outcome: Outcome, email: Pick<ClaimedEmail, 'id' | 'kind' | 'attempts'>) => void;
}

/** Messages under way at once where they are kept: as many as there are connections to the database to spare. */
const KEPT_AT_ONCE = 4;
const GIVE_UP_AFTER = 3 * DAY;

/** Seconds before the next attempt: 1 min, doubling, 6 h at the most. */
export const mailBackOff = (attempts: number): number => backOff(attempts, MINUTE, 6 * HOUR) / SECOND;

/** Kinds whose data holds a key to an account: it is gone from the database once the mail server has the message. */
const holdsSecret = (kind: ClaimedEmail['kind']) =>
  kind === 'verify_email' || kind === 'reset_password' || kind === 'invitation';
const scrubbed = (email: ClaimedEmail) => (holdsSecret(email.kind) ? {} : undefined);
const SCRUBBED = 'Sent. Its link was a secret, so its words are not kept.';

/** Hands one message over. @returns what is to be written down, or why there is nothing left to tell */
async function handOver(
  email: ClaimedEmail,
  compose: Compose,
  parts: SendingParts,
): Promise<Settled | { nothingLeft: string }> {
  const { transport, from } = parts;
  const composed = await compose(email);
  if ('nothingLeft' in composed) return composed;
  const content = await parts.render(composed.mail);
  const { headers } = composed;
  const message = {
    from,
    to: email.to,
    ...content,
    messageId: messageIdOf(email.id, from),
    date: parts.now(),
    headers,
  };
  const seen = { subject: content.subject, text: content.text, headers: keptHeaders(message) };
  if (!transport) return { id: email.id, state: 'kept', content: { ...seen, html: content.html } };
  await transport.send(message);
  return holdsSecret(email.kind)
    ? { id: email.id, state: 'sent', content: { ...seen, text: SCRUBBED }, data: {} }
    : { id: email.id, state: 'sent', content: seen };
}

/** Writes down that a message is out; tries for half a minute, because forgetting it would send it again. */
async function rememberSent(record: Recorder, settled: Settled): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await record(settled);
      return;
    } catch (error) {
      if (attempt >= 6) throw error;
      await setTimeout(backOff(attempt, SECOND, 16 * SECOND));
    }
  }
}

/**
 * Hands one message over and writes the result down.
 *
 * Where a message can go out twice: between the server's 250 to the end of DATA and the update in rememberSent, and nowhere else. A
 * process that dies there (or a line that breaks, or a database that stays away) cannot know whether the server took the message, and
 * asking again is better than losing it. It is the one message in each conversation under way, and its Message-ID is the same both
 * times. Before DATA ends nothing has been taken on; after the update the row is no longer `pending` and nobody claims it.
 */
async function sendOne(email: ClaimedEmail, compose: Compose, parts: SendingParts): Promise<Outcome> {
  const result = await handOver(email, compose, parts).catch((error: unknown) => ({ error }));
  if ('error' in result) return recordFailure(email, result.error, parts);
  if ('nothingLeft' in result) {
    await closeEmail(parts.db, email.id, 'cancelled', result.nothingLeft, scrubbed(email));
    return 'cancelled';
  }
  await rememberSent(parts.record, result);
  return result.state;
}

/** Puts a message off, or gives it up. */
async function recordFailure(email: ClaimedEmail, error: unknown, { db, now }: SendingParts): Promise<Outcome> {
  const reason = error instanceof Error ? error.message : String(error);
  const permanent = error instanceof SendError && error.permanent;
  const old = now().getTime() - email.createdAt.getTime() > GIVE_UP_AFTER;
  if (permanent || old) {
    await closeEmail(db, email.id, 'failed', reason, scrubbed(email));
    return 'failed';
  }
  await postponeEmail(db, email.id, mailBackOff(email.attempts), reason);
  return 'postponed';
}

/** Runs `work` for all items, `lanes` of them at a time. @throws the first error, when all lanes have come to their end */
async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}

/** Holds the rows until each is settled, however slow the mail server is; a dead worker stops doing so. */
function keepHolding(db: Db, unsettled: ReadonlySet<string>, leaseSeconds: number): () => void {
  const extend = () => {
    // A heartbeat that is missed is made up for by the next; the lease is three of them long.
    extendLease(db, [...unsettled], leaseSeconds).catch(() => undefined);
  };
  const timer = setInterval(extend, (leaseSeconds * SECOND) / 3);
  return () => clearInterval(timer);
}

/**
 * Sends those of `ids` that are due and that no other worker holds. One bad message never stops the others.
 * @throws when not all were begun because of a stop, or when what became of one could not be written down: the job comes again
 */
export async function sendEmails(ids: readonly string[], parts: SendingParts): Promise<void> {
  const { db, leaseSeconds, stopping, onOutcome } = parts;
  const claimed = await claimEmails(db, ids, leaseSeconds);
  if (claimed.length === 0) return;
  const unsettled = new Set(claimed.map((email) => email.id));
  const letGo = keepHolding(db, unsettled, leaseSeconds);
  try {
    const compose = await parts.prepare(claimed);
    await inLanes(claimed, parts.transport?.connections ?? KEPT_AT_ONCE, async (email) => {
      if (stopping.aborted) return;
      const outcome = await sendOne(email, compose, parts);
      unsettled.delete(email.id);
      onOutcome(outcome, email);
    });
  } finally {
    letGo();
  }
  if (unsettled.size === 0) return;
  await releaseEmails(db, [...unsettled]);
  throw new Error(`stopped before ${unsettled.size} messages were begun`);
}
