// What an organisation did with the matches of an interest, and the weights that follow from it.
import { isDeepStrictEqual } from 'node:util';
import { tunedSignals, type TunedSignal } from '@exchange/contracts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { interests } from '../interests/tables.ts';
import { recordAudit } from '../moderation/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { signalOfNearMiss, signalOfReason, tuningOf, actsOf, type Discounted, type SignalCounts } from './tuning.ts';

const caseOf = (value: ReturnType<typeof sql>, map: Readonly<Record<string, TunedSignal>>) =>
  sql`case ${value} ${sql.join(
    Object.entries(map).map(([code, signal]) => sql.raw(`when '${code}' then '${signal}'`)),
    sql` `,
  )} end`;

/** Each match counts once a signal. */
export async function countSignals(db: Db, interestId: string): Promise<SignalCounts> {
  const { rows } = await db.execute<{ signal: TunedSignal; wanting: number; forgiven: number }>(sql`
    select signal, sum(wanting)::int as wanting, sum(forgiven)::int as forgiven from (
      select ${caseOf(sql`split_part(dismiss_reason, ':', 1)`, signalOfReason)} as signal, 1 as wanting, 0 as forgiven
      from matches where interest_id = ${interestId} and state = 'dismissed'
      union all
      select distinct on (m.id, signal) signal, 0, 1
      from matches m cross join jsonb_array_elements(m.near_miss) miss
      cross join lateral (select ${caseOf(sql`miss->>'code'`, signalOfNearMiss)} as signal) s
      where m.interest_id = ${interestId} and m.state = 'shortlisted'
    ) acts where signal is not null group by signal`);
  const found = new Map(rows.map((row) => [row.signal, { wanting: row.wanting, forgiven: row.forgiven }]));
  return Object.fromEntries(
    tunedSignals.map((signal) => [signal, found.get(signal) ?? { wanting: 0, forgiven: 0 }]),
  ) as SignalCounts;
}

interface Actor {
  id: string;
  name: string;
}

/**
 * Brings an interest's weights to what its organisation has done since they were last set back; where they move, its matches are scored
 * anew by the workers. Which listings fit never changes by it. @param reset what was done so far no longer counts
 */
export async function retune(db: Db, interestId: string, actor: Actor, reset = false): Promise<void> {
  await db.transaction(async (tx) => {
    const [interest] = await tx
      .select({ tuning: interests.tuning, discounted: interests.discounted })
      .from(interests)
      .where(eq(interests.id, interestId))
      .for('update');
    if (!interest) return;
    const counts = await countSignals(tx, interestId);
    const discounted: Discounted = reset
      ? Object.fromEntries(tunedSignals.map((signal) => [signal, actsOf(counts, signal)]))
      : interest.discounted;
    const tuning = tuningOf(counts, discounted);
    // Not by their text: the database keeps the keys in an order of its own.
    const isMoved = !isDeepStrictEqual(tuning, interest.tuning);
    if (!isMoved && !reset) return;
    await tx.update(interests).set({ tuning, discounted }).where(eq(interests.id, interestId));
    await recordAudit(tx, {
      action: reset ? 'interest.weights_reset' : 'interest.tuned',
      actor,
      subjectKind: 'interest',
      subjectId: interestId,
      details: { from: interest.tuning, to: tuning },
    });
    if (isMoved) await appendToOutbox(tx, 'interest.saved', { interestId });
  });
}
