// Sends messages: takes the rows, composes each as things stand now, hands it over, and writes down what became of it.
import { setTimeout } from 'node:timers/promises';
import { accountEmailKinds, secretEmailKinds } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import {
  claimEmails,
  closeEmail,
  extendLease,
  listMissed,
  postponeEmail,
  putOffEmails,
  releaseEmails,
  type Attempt,
  type ClaimedEmail,
  type Settled,
} from '@exchange/db/emails/sending';
import { suppressAddress } from '@exchange/db/emails/suppression';
import type { Compose, Prepare } from '../mail/compose.ts';
import { inLanes } from '../lanes.ts';
import { keptHeaders, messageIdOf, type MailAddress } from '../mail/message.ts';
import type { Renderer } from '../mail/render.ts';
import { SendError, type MailTransport } from '../mail/transport.ts';
import { backOff, DAY, HOUR, MINUTE, SECOND } from '../schedule.ts';
import type { Admit } from './limit-rate.ts';
import type { Recorder } from './record-sent.ts';

export type Outcome = 'sent' | 'kept' | 'cancelled' | 'failed' | 'postponed' | 'suppressed' | 'held_back';

export interface SendingParts {
  db: Db;
  /** Undefined where mail is kept rather than sent. */
  transport: MailTransport | undefined;
  prepare: Prepare;
  record: Recorder;
  /** Which of a batch may go now, under the rates that are set. */
  admit: Admit;
  /** Starts messages again after so many seconds; where it fails, the sweeper does so. */
  later: (ids: string[], seconds: number) => Promise<void>;
  render: Renderer['render'];
  from: MailAddress;
  leaseSeconds: number;
  /** This program, as the mail log names it. */
  worker: string;
  now: () => Date;
  /** Once aborted, no further message is begun. */
  stopping: AbortSignal;
  onOutcome: (outcome: Outcome, email: Pick<ClaimedEmail, 'id' | 'kind' | 'attempts'>) => void;
}

/** Messages under way at once where they are kept: as many as there are connections to the database to spare. */
const KEPT_AT_ONCE = 4;
/** RFC 5321, 4.5.4.1: four to five days. A mail server that is away for three loses nothing, and then has time to say “later”. */
const GIVE_UP_AFTER = 5 * DAY;

/** Seconds before the next attempt: 1 min, doubling, 6 h at the most. */
export const mailBackOff = (attempts: number): number => backOff(attempts, MINUTE, 6 * HOUR) / SECOND;

/** Kinds whose data holds a key to an account: it is gone from the database once the mail server has the message. */
const holdsSecret = (kind: ClaimedEmail['kind']) => secretEmailKinds.includes(kind);
const scrubbed = (email: ClaimedEmail) => (holdsSecret(email.kind) ? {} : undefined);
const attemptOf = ({ id, attempts }: ClaimedEmail, { worker }: SendingParts): Attempt => ({
  id,
  number: attempts,
  worker,
});
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
  const attempt = attemptOf(email, parts);
  if (!transport) return { attempt, reply: null, state: 'kept', content: { ...seen, html: content.html } };
  const reply = await transport.send({ ...message, envelopeId: email.id });
  return holdsSecret(email.kind)
    ? { attempt, reply, state: 'sent', content: { ...seen, text: SCRUBBED }, data: {} }
    : { attempt, reply, state: 'sent', content: seen };
}

/** How long to go on trying to write down that a message is out, and how often; in milliseconds. */
const REMEMBER_WITHIN = 2 * MINUTE;
const REMEMBER_EVERY = SECOND / 4;

/**
 * Writes down that a message is out. While the database is away it asks again and again, at short intervals: by the time it is back the
 * lease may have run out, and whoever else then takes the row would send it again.
 */
async function rememberSent(record: Recorder, settled: Settled): Promise<void> {
  const began = performance.now();
  for (;;) {
    try {
      await record(settled);
      return;
    } catch (error) {
      if (performance.now() - began > REMEMBER_WITHIN) throw error;
      await setTimeout(REMEMBER_EVERY);
    }
  }
}

/** Why an address gets no mail. Who complained of alerts can still get into their account; where nobody is, nobody can. */
function whyNoMail({ kind, suppressed }: ClaimedEmail): string | undefined {
  if (suppressed === 'hard_bounce') return 'an earlier message came back: this address takes no mail';
  if (suppressed === 'complaint' && !accountEmailKinds.includes(kind))
    return 'whoever has this address complained of mail from here';
  return undefined;
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
  const noMail = whyNoMail(email);
  if (noMail !== undefined) {
    await closeEmail(parts.db, attemptOf(email, parts), 'suppressed', noMail, scrubbed(email));
    return 'suppressed';
  }
  const result = await handOver(email, compose, parts).catch((error: unknown) => ({ error }));
  if ('error' in result) return recordFailure(email, result.error, parts);
  if ('nothingLeft' in result) {
    await closeEmail(parts.db, attemptOf(email, parts), 'cancelled', result.nothingLeft, scrubbed(email));
    return 'cancelled';
  }
  await rememberSent(parts.record, result);
  return result.state;
}

/** Puts a message off, or gives it up, and with it an address where nobody is. */
async function recordFailure(email: ClaimedEmail, error: unknown, parts: SendingParts): Promise<Outcome> {
  const { db, now } = parts;
  const reason = error instanceof Error ? error.message : String(error);
  const attempt = attemptOf(email, parts);
  const permanent = error instanceof SendError && error.permanent;
  const old = now().getTime() - email.createdAt.getTime() > GIVE_UP_AFTER;
  if (!permanent && !old) {
    await postponeEmail(db, attempt, mailBackOff(email.attempts), reason);
    return 'postponed';
  }
  await db.transaction(async (trx) => {
    await closeEmail(trx, attempt, 'failed', reason, scrubbed(email));
    if (error instanceof SendError && error.isAddressDead)
      await suppressAddress(trx, { address: email.to, reason: 'hard_bounce', detail: reason, emailId: email.id });
  });
  return 'failed';
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

/** Puts off what may not go yet under the rates that are set. @returns the rest */
async function admitSome(claimed: readonly ClaimedEmail[], parts: SendingParts): Promise<ClaimedEmail[]> {
  const { admitted, putOff } = await parts.admit(claimed);
  for (const { emails, seconds } of putOff) {
    const ids = emails.map(({ id }) => id);
    await putOffEmails(parts.db, ids, seconds);
    await parts.later(ids, seconds);
    for (const email of emails) parts.onOutcome('held_back', email);
  }
  return admitted;
}

/** How soon to come back for a message that was locked, in seconds. */
const MISSED_AFTER = 1;

/** Comes back for what could not be taken because something was being put into it at that moment. */
async function comeBack(ids: readonly string[], claimed: readonly ClaimedEmail[], parts: SendingParts): Promise<void> {
  const taken = new Set(claimed.map(({ id }) => id));
  const rest = ids.filter((id) => !taken.has(id));
  if (rest.length === 0) return;
  const missed = await listMissed(parts.db, rest);
  if (missed.length > 0) await parts.later(missed, MISSED_AFTER);
}

/**
 * Sends those of `ids` that are due and that no other worker holds. One bad message never stops the others.
 * @throws when not all were begun because of a stop, or when what became of one could not be written down: the job comes again
 */
export async function sendEmails(ids: readonly string[], parts: SendingParts): Promise<void> {
  const { db, leaseSeconds, stopping, onOutcome } = parts;
  const claimed = await claimEmails(db, ids, leaseSeconds);
  await comeBack(ids, claimed, parts);
  if (claimed.length === 0) return;
  const admitted = await admitSome(claimed, parts);
  if (admitted.length === 0) return;
  const unsettled = new Set(admitted.map((email) => email.id));
  const letGo = keepHolding(db, unsettled, leaseSeconds);
  try {
    const compose = await parts.prepare(admitted);
    await inLanes(admitted, parts.transport?.connections ?? KEPT_AT_ONCE, async (email) => {
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
