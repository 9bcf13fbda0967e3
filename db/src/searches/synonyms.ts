// The pairs that staff add to the synonyms of the search, in SQL.
import type { Synonym, SynonymPair } from '@exchange/contracts';
import { and, asc, eq, sql } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { synonyms } from './tables.ts';

interface Actor {
  id: string;
  name: string;
}

const order = [asc(sql`lower(${synonyms.from})`), asc(sql`lower(${synonyms.to})`)] as const;

/** All pairs, as engines take them, in a fixed order. */
export async function listSynonymPairs(db: Db): Promise<SynonymPair[]> {
  return db
    .select({ from: synonyms.from, to: synonyms.to, bothWays: synonyms.bothWays })
    .from(synonyms)
    .orderBy(...order);
}

/** All pairs with who added them, in the order of the alphabet. */
export async function listSynonyms(db: Db): Promise<Synonym[]> {
  const rows = await db
    .select({ synonym: synonyms, name: users.name })
    .from(synonyms)
    .leftJoin(users, eq(users.id, synonyms.addedBy))
    .orderBy(...order);
  return rows.map(({ synonym: { addedBy, createdAt, ...pair }, name }) => ({
    ...pair,
    addedBy: addedBy === null ? null : { id: addedBy, name: name ?? '' },
    createdAt: createdAt.toISOString(),
  }));
}

/** Says what was done in the history, and tells the engines, in the transaction of the change. */
async function tell(trx: Db, action: string, actor: Actor, id: string, pair: SynonymPair): Promise<void> {
  await recordAudit(trx, { action, actor, subjectKind: 'synonym', subjectId: id, details: { ...pair } });
  await appendToOutbox(trx, 'synonyms.changed', { synonymId: id });
}

/** @returns the pair, or undefined when it is there already, whatever its capitals, in this direction or, both ways, in the other */
export async function addSynonym(db: Db, pair: SynonymPair, actor: Actor): Promise<Synonym | undefined> {
  return db.transaction(async (trx) => {
    const turned = await trx.$count(
      synonyms,
      and(
        sql`lower(${synonyms.from}) = lower(${pair.to})`,
        sql`lower(${synonyms.to}) = lower(${pair.from})`,
        eq(synonyms.bothWays, true),
      ),
    );
    if (turned > 0) return undefined;
    const [row] = await trx
      .insert(synonyms)
      .values({ ...pair, addedBy: actor.id })
      .onConflictDoNothing()
      .returning();
    if (!row) return undefined;
    await tell(trx, 'synonym.added', actor, row.id, pair);
    const { id, createdAt } = row;
    return { ...pair, id, addedBy: { id: actor.id, name: actor.name }, createdAt: createdAt.toISOString() };
  });
}

/** @returns false when there is no such pair */
export async function removeSynonym(db: Db, id: string, actor: Actor): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [row] = await trx.delete(synonyms).where(eq(synonyms.id, id)).returning();
    if (!row) return false;
    await tell(trx, 'synonym.removed', actor, id, { from: row.from, to: row.to, bothWays: row.bothWays });
    return true;
  });
}
