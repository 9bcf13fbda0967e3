// Changes of criteria that the reasons of dismissals suggest: asked as questions, made by a yes, and taken back. No gate moves otherwise.
import {
  stages,
  type Criteria,
  type InterestFeedback,
  type Proposal,
  type ProposalCode,
  type Stage,
} from '@exchange/contracts';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { updateInterest, type Actor, type InterestOutcome } from './queries.ts';
import { interestAnswers, interests } from './tables.ts';

/** So many dismissals for one reason make a question. */
const LEAST_TIMES = 2;
const HIGHEST_LEVEL = 5;
const ANSWERS_SHOWN = 10;
const order = Object.keys(stages) as Stage[];

/** Dismissals for one reason since the question was last answered, and how far the listings had come. */
export interface Dismissals {
  proposal: ProposalCode;
  times: number;
  /** The highest stage among them, counted from 0; null where none says. */
  stage: number | null;
  /** The highest evidence level among them. */
  level: number;
}

/** Pure: what the dismissals suggest; a proposal that would change nothing, or leave nothing, is none. */
export function proposalsOf(criteria: Criteria, dismissals: readonly Dismissals[]): Proposal[] {
  return dismissals.flatMap(({ proposal, times, stage, level }): Proposal[] => {
    if (times < LEAST_TIMES) return [];
    const said = (reason: string) => `You said “${reason}” ${times === 2 ? 'twice' : `${String(times)} times`}`;
    if (proposal === 'raise_evidence') {
      const minEvidence = Math.min(HIGHEST_LEVEL, level + 1);
      if (minEvidence <= criteria.minEvidence) return [];
      const text = `${said('too little evidence')}: ask for evidence level ${String(minEvidence)} or more?`;
      return [{ code: proposal, times, text, criteria: { ...criteria, minEvidence } }];
    }
    const now = criteria.stages.length > 0 ? criteria.stages : order;
    const kept = order.filter((one) => now.includes(one) && order.indexOf(one) > (stage ?? -1));
    const [lowest] = kept;
    if (!lowest || kept.length === now.length) return [];
    const text = `${said('too early a stage')}: raise the lowest stage to ${stages[lowest].toLowerCase()}?`;
    return [{ code: proposal, times, text, criteria: { ...criteria, stages: kept } }];
  });
}

async function listDismissals(db: Db, interestId: string): Promise<Dismissals[]> {
  const { rows } = await db.execute<Dismissals & Record<string, unknown>>(sql`
    select proposal, count(*)::int as times,
      max(array_position(array[${sql.raw(order.map((one) => `'${one}'`).join(','))}], l.stage) - 1)::int as stage,
      max(coalesce(l.reviewed_evidence_level, l.evidence_level))::int as level
    from matches m
    join listings l on l.id = m.listing_id
    cross join lateral (select case split_part(m.dismiss_reason, ':', 1)
      when 'too_early' then 'raise_stage' when 'too_little_evidence' then 'raise_evidence' end as proposal) p
    cross join lateral (
      select max(a.at) as at from audit_entries a where a.subject_id = m.id and a.action = 'match.dismissed') dismissed
    where m.interest_id = ${interestId} and m.state = 'dismissed' and proposal is not null
      and not exists (select from interest_answers given where given.interest_id = m.interest_id
        and given.proposal = p.proposal and given.answered_at >= dismissed.at)
    group by proposal order by proposal`);
  return rows;
}

/** What an interest's page tells of feedback; undefined when there is no such interest. */
export async function findFeedback(db: Db, interestId: string): Promise<InterestFeedback | undefined> {
  const [interest] = await db
    .select({ criteria: interests.criteria, weights: interests.tuning })
    .from(interests)
    .where(eq(interests.id, interestId));
  if (!interest) return undefined;
  const answers = await db
    .select()
    .from(interestAnswers)
    .where(eq(interestAnswers.interestId, interestId))
    .orderBy(desc(interestAnswers.answeredAt), desc(interestAnswers.id))
    .limit(ANSWERS_SHOWN);
  return {
    weights: interest.weights,
    proposals: proposalsOf(interest.criteria, await listDismissals(db, interestId)),
    answers: answers.map(({ id, proposal, accepted, answeredAt, undoneAt }) => ({
      id,
      code: proposal,
      accepted,
      answeredAt: answeredAt.toISOString(),
      undoneAt: undoneAt?.toISOString() ?? null,
    })),
  };
}

/**
 * Answers a proposal that stands; a yes changes the criteria. Undefined when there is no such interest, or no such proposal (any more).
 */
export async function answerProposal(
  db: Db,
  id: string,
  given: { code: ProposalCode; accept: boolean; version: number },
  actor: Actor,
): Promise<InterestOutcome | undefined> {
  return db.transaction(async (tx) => {
    const [interest] = await tx.select().from(interests).where(eq(interests.id, id)).for('update');
    const proposals = interest && proposalsOf(interest.criteria, await listDismissals(tx, id));
    const proposal = proposals?.find(({ code }) => code === given.code);
    if (!interest || !proposal) return undefined;
    if (interest.version !== given.version) return { done: false, currentVersion: interest.version };
    await tx.insert(interestAnswers).values({
      interestId: id,
      proposal: given.code,
      accepted: given.accept,
      before: given.accept ? interest.criteria : null,
      answeredBy: actor.id,
    });
    if (!given.accept) return { done: true };
    return updateInterest(tx, id, { version: given.version, criteria: proposal.criteria }, actor);
  });
}

/** Takes back a yes: the part of the criteria that it changed is as it was before, the rest as it is now. */
export async function undoAnswer(
  db: Db,
  id: string,
  given: { answerId: string; version: number },
  actor: Actor,
): Promise<InterestOutcome | undefined> {
  return db.transaction(async (tx) => {
    const [interest] = await tx.select().from(interests).where(eq(interests.id, id)).for('update');
    const [answer] = await tx
      .select()
      .from(interestAnswers)
      .where(
        and(
          eq(interestAnswers.id, given.answerId),
          eq(interestAnswers.interestId, id),
          eq(interestAnswers.accepted, true),
          isNull(interestAnswers.undoneAt),
        ),
      );
    if (!interest || !answer?.before) return undefined;
    const { before, proposal } = answer;
    const part = proposal === 'raise_stage' ? { stages: before.stages } : { minEvidence: before.minEvidence };
    const outcome = await updateInterest(
      tx,
      id,
      { version: given.version, criteria: { ...interest.criteria, ...part } },
      actor,
    );
    if (outcome?.done)
      await tx
        .update(interestAnswers)
        .set({ undoneAt: sql`now()` })
        .where(eq(interestAnswers.id, answer.id));
    return outcome;
  });
}
