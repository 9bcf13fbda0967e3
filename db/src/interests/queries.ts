// Interests in SQL: each is written with its gates, its anchors, its history and the fact that matching acts on, in one transaction.
import { Criteria, type Frequency, type GivenCriteria, type Interest, type KeywordBook } from '@exchange/contracts';
import { and, desc, eq, lt, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { listSynonymPairs } from '../searches/synonyms.ts';
import type { Gates } from './anchors.ts';
import { setAlert } from './alerts.ts';
import { writeGateRows } from './gate-rows.ts';
import { findGates } from './gates.ts';
import { changedWordColumns, wordColumns } from './keywords.ts';
import { interestAlerts, interestAnchors, interestGates, interests } from './tables.ts';

export * from './alerts.ts';

/** Who does it, for the history. */
export interface Actor {
  id: string;
  name: string;
}

export interface NewInterest {
  organisationId: string;
  name: string;
  criteria: GivenCriteria;
  frequency: Frequency;
  /** Whether the listing's side is told no name; told unless said. */
  anonymous?: boolean;
}

const columnsOf = (criteria: Criteria, gates: Gates) => ({
  criteria,
  stageMask: gates.stageMask,
  innovationTypeMask: gates.innovationTypeMask,
  beneficiaryMask: gates.beneficiaryMask,
  verifiedOnly: gates.verifiedOnly,
  reviewedOnly: gates.reviewedOnly,
  minEvidence: gates.minEvidence,
  organisations: gates.organisations,
  excludedServiceAreas: gates.excludedServiceAreas,
  excludedOrganisations: gates.excludedOrganisations,
});

/** The interest's own row must be as its gates are. */
async function replaceAnchors(db: Db, interestId: string, gates: Gates): Promise<void> {
  await db.delete(interestAnchors).where(eq(interestAnchors.interestId, interestId));
  const int = (value: number) => sql`${value}::int`;
  await db.execute(sql`
    insert into interest_anchors (service_area, place, interest_id, ask_mask, min_evidence, stage_mask, innovation_type_mask,
      beneficiary_mask, contract_min, contract_max, investment_min, investment_max, research_min, research_max)
    select area, place, ${interestId}::uuid, ${int(gates.askMask)}, ${int(gates.minEvidence)}, ${int(gates.stageMask)},
      ${int(gates.innovationTypeMask)}, ${int(gates.beneficiaryMask)}, ${int(gates.contractMin)}, ${int(gates.contractMax)},
      ${int(gates.investmentMin)}, ${int(gates.investmentMax)}, ${int(gates.researchMin)}, ${int(gates.researchMax)}
    from unnest(${sql.param(gates.areas)}::text[]) area cross join unnest(${sql.param(gates.places)}::text[]) place`);
  await db.delete(interestGates).where(eq(interestGates.interestId, interestId));
  await db.execute(writeGateRows(sql`i.id = ${interestId}`));
}

/** With the synonyms as they are now; without a book, words are read when the interest is matched. */
const readerOf = async (tx: Db, book: KeywordBook | undefined) => book?.withPairs(await listSynonymPairs(tx));

/**
 * Makes an interest, with an alert of `actor` at the frequency given.
 * @param book how its words are read; without it they stand as they are until it is matched
 * @returns its id
 */
export async function createInterest(db: Db, given: NewInterest, actor: Actor, book?: KeywordBook): Promise<string> {
  const criteria = Criteria.parse(given.criteria);
  return db.transaction(async (tx) => {
    const gates = await findGates(tx, criteria);
    const words = wordColumns(criteria, await readerOf(tx, book));
    const { organisationId, name, anonymous = false } = given;
    const [row] = await tx
      .insert(interests)
      .values({
        organisationId,
        name,
        anonymous,
        createdBy: actor.id,
        ...columnsOf(criteria, gates),
        ...words,
      })
      .returning({ id: interests.id });
    if (!row) throw new Error('the database gave no row for a new interest');
    await replaceAnchors(tx, row.id, gates);
    await setAlert(tx, row.id, actor.id, given.frequency);
    await recordInterest(tx, 'interest.created', row.id, actor, { name, frequency: given.frequency });
    await appendToOutbox(tx, 'interest.saved', { interestId: row.id });
    return row.id;
  });
}

const recordInterest = (db: Db, action: string, subjectId: string, actor: Actor, details: Record<string, unknown>) =>
  recordAudit(db, { action, actor, subjectKind: 'interest', subjectId, details });

export interface InterestChange {
  /** The version it was read at. */
  version: number;
  name?: string;
  criteria?: GivenCriteria;
  /** Of the actor's own alert; other members keep theirs, and the version does not move. */
  frequency?: Frequency;
  anonymous?: boolean;
}

/** Sets a person's own alert, with its line in the history. The interest must be there. */
export async function chooseAlert(db: Db, id: string, frequency: Frequency, actor: Actor): Promise<void> {
  await db.transaction(async (tx) => {
    await setAlert(tx, id, actor.id, frequency);
    await recordInterest(tx, 'interest.alert_chosen', id, actor, { frequency });
  });
}

/** What became of a change: the version that stands is given where it had moved on. */
export type InterestOutcome = { done: true } | { done: false; currentVersion: number };

/**
 * Changes an interest; new criteria are matched anew.
 * @param book as in createInterest
 * @returns undefined when there is no such interest
 */
export async function updateInterest(
  db: Db,
  id: string,
  change: InterestChange,
  actor: Actor,
  book?: KeywordBook,
): Promise<InterestOutcome | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ version: interests.version })
      .from(interests)
      .where(eq(interests.id, id))
      .for('update');
    if (!row) return undefined;
    if (row.version !== change.version) return { done: false, currentVersion: row.version };
    const { name, frequency, anonymous } = change;
    const criteria = change.criteria && Criteria.parse(change.criteria);
    if (frequency) await setAlert(tx, id, actor.id, frequency);
    if (name !== undefined || anonymous !== undefined || criteria) {
      const gates = criteria && (await findGates(tx, criteria));
      await tx
        .update(interests)
        .set({
          ...(name === undefined ? {} : { name }),
          ...(anonymous === undefined ? {} : { anonymous }),
          ...(criteria && gates
            ? { ...columnsOf(criteria, gates), ...changedWordColumns(criteria, await readerOf(tx, book)) }
            : {}),
          version: row.version + 1,
          updatedAt: new Date(),
        })
        .where(eq(interests.id, id));
      if (gates) {
        await replaceAnchors(tx, id, gates);
        await appendToOutbox(tx, 'interest.saved', { interestId: id });
      }
    }
    await recordInterest(tx, 'interest.changed', id, actor, {
      name,
      frequency,
      anonymous,
      criteria: criteria !== undefined,
    });
    return { done: true };
  });
}

/** Deletes an interest with its matches and alerts. @returns whether there was one */
export async function deleteInterest(db: Db, id: string, actor: Actor): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [gone] = await tx.delete(interests).where(eq(interests.id, id)).returning({ name: interests.name });
    if (gone) await recordInterest(tx, 'interest.deleted', id, actor, { name: gone.name });
    return gone !== undefined;
  });
}

/** SQL: how many of an interest's matches can be seen. */
const countShown = (condition: SQL) => sql<number>`(
  select count(*)::int from matches m join listings l on l.id = m.listing_id and l.state = 'published'
  where m.interest_id = ${interests.id} and m.ended_at is null and ${condition})`;

/** SQL: what somebody who has not chosen is suggested: what most colleagues chose who want mail at all, or weekly. */
const suggestion = sql<Frequency | null>`(case when ${interestAlerts.frequency} is null then coalesce((
  select mode() within group (order by a.frequency) from interest_alerts a
  where a.interest_id = ${interests.id} and a.frequency <> 'off'), 'weekly') end)`;

async function selectInterests(db: Db, userId: string, condition: SQL | undefined, limit: number): Promise<Interest[]> {
  const rows = await db
    .select({
      id: interests.id,
      organisationId: interests.organisationId,
      name: interests.name,
      criteria: interests.criteria,
      frequency: interestAlerts.frequency,
      suggestedFrequency: suggestion,
      anonymous: interests.anonymous,
      matches: countShown(sql`m.state <> 'dismissed'`),
      newMatches: countShown(sql`m.state = 'new'`),
      version: interests.version,
      createdAt: interests.createdAt,
      updatedAt: interests.updatedAt,
    })
    .from(interests)
    .leftJoin(interestAlerts, and(eq(interestAlerts.interestId, interests.id), eq(interestAlerts.userId, userId)))
    .where(condition)
    .orderBy(desc(interests.id))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    frequency: row.frequency ?? 'off',
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** An interest, with the frequency of the person who asks. Whether they may see it is for the caller to ask. */
export async function findInterest(db: Db, id: string, userId: string): Promise<Interest | undefined> {
  const [interest] = await selectInterests(db, userId, eq(interests.id, id), 1);
  return interest;
}

/** An organisation's interests, newest first. @param page.after the id of the last one before this page */
export async function listInterests(
  db: Db,
  organisationId: string,
  userId: string,
  page: { limit: number; after?: string },
): Promise<Interest[]> {
  const rest = page.after === undefined ? undefined : lt(interests.id, page.after);
  return selectInterests(db, userId, and(eq(interests.organisationId, organisationId), rest), page.limit);
}
