// How fast mail may go: buckets that fill with time, shared by all workers.
import { asc, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { mailBuckets } from './tables-delivery.ts';

/** Messages a minute; undefined: as many as there are. */
export interface MailRates {
  overall: number | undefined;
  perDomain: number | undefined;
}

/** How many of a domain's messages may go now, and after how many seconds the others should ask again. */
export interface Allowance {
  granted: number;
  waitSeconds: number;
}

/** The bucket of all mail; no domain is called so. */
const ALL = '*';

/** Messages that may go at once after a quiet time: ten seconds' worth, so that a minute never sees more than 7/6 of its rate. */
const sizeOf = (rate: number) => Math.max(1, rate / 6);

interface Bucket {
  rate: number;
  tokens: number;
}

function refilled(tokens: number, updatedAt: Date, rate: number, now: Date): number {
  // A clock that went back has earned nothing; it begins to earn again from where it now stands.
  const seconds = Math.max(0, (now.getTime() - updatedAt.getTime()) / 1_000);
  return Math.min(sizeOf(rate), tokens + (seconds * rate) / 60);
}

const secondsUntil = ({ rate, tokens }: Bucket, wanted: number): number =>
  (Math.max(0, Math.min(wanted, sizeOf(rate)) - tokens) * 60) / rate;

/** Locks the buckets, made full if they are new, in the order of their names, so that no two workers wait for each other. */
async function lockBuckets(trx: Db, rateOf: ReadonlyMap<string, number>, now: Date): Promise<Map<string, Bucket>> {
  const names = [...rateOf.keys()].sort();
  await trx
    .insert(mailBuckets)
    .values(names.map((name) => ({ name, tokens: sizeOf(rateOf.get(name) ?? 1), updatedAt: now })))
    .onConflictDoNothing();
  const rows = await trx
    .select()
    .from(mailBuckets)
    .where(inArray(mailBuckets.name, names))
    .orderBy(asc(mailBuckets.name))
    .for('update');
  return new Map(
    rows.map(({ name, tokens, updatedAt }) => {
      const rate = rateOf.get(name) ?? 1;
      return [name, { rate, tokens: refilled(tokens, updatedAt, rate, now) }];
    }),
  );
}

async function saveBuckets(trx: Db, buckets: ReadonlyMap<string, Bucket>, now: Date): Promise<void> {
  const rows = JSON.stringify([...buckets].map(([name, { tokens }]) => ({ name, tokens })));
  await trx.execute(sql`
    update ${mailBuckets} set tokens = bucket.tokens, updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as bucket (name text, tokens double precision)
    where ${mailBuckets}.name = bucket.name`);
}

/**
 * Asks to send so many messages to each domain, and takes what may go now out of the buckets. With no rate set, all may go, and the
 * database is not asked.
 * @param wanted messages by domain
 * @param now by the clock of whoever sends; workers' clocks may differ by a little
 */
export async function takeFromBuckets(
  db: Db,
  wanted: ReadonlyMap<string, number>,
  { overall, perDomain }: MailRates,
  now: Date,
): Promise<Map<string, Allowance>> {
  if (overall === undefined && perDomain === undefined)
    return new Map([...wanted].map(([domain, count]) => [domain, { granted: count, waitSeconds: 0 }]));
  const rateOf = new Map<string, number>();
  if (overall !== undefined) rateOf.set(ALL, overall);
  if (perDomain !== undefined) for (const domain of wanted.keys()) rateOf.set(domain, perDomain);
  return db.transaction(async (trx) => {
    const buckets = await lockBuckets(trx, rateOf, now);
    const all = buckets.get(ALL);
    const allowances = new Map<string, Allowance>();
    for (const [domain, count] of wanted) {
      const both = [all, perDomain === undefined ? undefined : buckets.get(domain)].filter((one) => one !== undefined);
      const granted = Math.min(count, ...both.map(({ tokens }) => Math.floor(tokens + 1e-9)));
      for (const bucket of both) bucket.tokens -= granted;
      const waitSeconds = Math.max(...both.map((bucket) => secondsUntil(bucket, count - granted)));
      allowances.set(domain, { granted, waitSeconds: granted === count ? 0 : waitSeconds });
    }
    await saveBuckets(trx, buckets, now);
    return allowances;
  });
}

/** Forgets buckets that have long been full. */
export async function pruneBuckets(db: Db, before: Date): Promise<void> {
  await db.delete(mailBuckets).where(lt(mailBuckets.updatedAt, before));
}
