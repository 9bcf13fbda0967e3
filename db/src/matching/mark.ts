// What the interest's side makes of matches: seen, shortlisted, dismissed, taken back; each act with its line in the history.
import type { MatchState } from '@exchange/contracts';
import { and, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { interests } from '../interests/tables.ts';
import { listings } from '../listings/tables.ts';
import { recordAudit } from '../moderation/queries.ts';
import { retune } from './feedback.ts';
import { matches } from './tables.ts';

/** A change of state; `reopened` says that one that was shortlisted or dismissed is to be merely seen again. */
export interface MatchChange {
  state: Exclude<MatchState, 'new'>;
  reason?: string;
  reopened?: boolean;
}

/** Locks matches in the order of their ids, as matching does (write-matches.ts): two that want the same ones never wait for each other. */
const lockInOrder = (tx: Db, which: SQL | undefined) =>
  tx
    .select({ id: matches.id, listingId: matches.listingId, interestId: matches.interestId })
    .from(matches)
    .where(which)
    .orderBy(matches.id)
    .for('no key update');

/**
 * Marks matches. Looking at one (`seen`) leaves what was shortlisted or dismissed as it is, unless it is reopened; that
 * somebody looked is no act to remember. The change of one that is so already is none.
 * @returns those that changed, in the order of their ids
 */
export async function markMatches(
  db: Db,
  ids: readonly string[],
  change: MatchChange,
  actor: { id: string; name: string },
): Promise<{ id: string; listingId: string; interestId: string }[]> {
  const { state, reason, reopened = false } = change;
  const from = reopened
    ? or(eq(matches.state, 'shortlisted'), eq(matches.state, 'dismissed'))
    : state === 'seen'
      ? eq(matches.state, 'new')
      : undefined;
  return db.transaction(async (tx) => {
    const changed = await lockInOrder(tx, and(inArray(matches.id, [...ids]), from));
    if (changed.length === 0) return changed;
    await tx
      .update(matches)
      .set({ state, dismissReason: reason ?? null, updatedAt: new Date() })
      .where(
        inArray(
          matches.id,
          changed.map(({ id }) => id),
        ),
      );
    if (state === 'seen' && !reopened) return changed;
    // In one order too: each locks its interest.
    for (const interestId of [...new Set(changed.map((row) => row.interestId))].sort())
      await retune(tx, interestId, actor);
    const action = `match.${reopened ? 'reopened' : state}`;
    for (const { id, ...pair } of changed) {
      const details = { ...pair, ...(reason === undefined ? {} : { reason }) };
      await recordAudit(tx, { action, actor, subjectKind: 'match', subjectId: id, details });
    }
    return changed;
  });
}

/** Whose each of these matches is, of those that can be seen; unknown ones are left out. */
export async function listMatchOwners(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; interestOrganisationId: string; listingOrganisationId: string }[]> {
  return db
    .select({
      id: matches.id,
      interestOrganisationId: interests.organisationId,
      listingOrganisationId: listings.organisationId,
    })
    .from(matches)
    .innerJoin(interests, eq(interests.id, matches.interestId))
    .innerJoin(listings, and(eq(listings.id, matches.listingId), eq(listings.state, 'published')))
    .where(and(inArray(matches.id, [...ids]), isNull(matches.endedAt)));
}
