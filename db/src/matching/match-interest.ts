// The other direction: a created or changed interest against every published listing; and what it would have found, before it is saved.
import type { Criteria, KeywordBook, ReadKeywords, StoredNearMiss, StoredReason } from '@exchange/contracts';
import { eq, sql, type SQL } from 'drizzle-orm';
import { gatherMail } from '../emails/gathering.ts';
import { findGates } from '../interests/gates.ts';
import { wordColumns, type WordColumns } from '../interests/keywords.ts';
import { readWords } from '../interests/reword.ts';
import { interests } from '../interests/tables.ts';
import type { Db } from '../index.ts';
import { refreshStaleFacts } from './facts.ts';
import { fitsOfInterest, type Wanted } from './fits.ts';
import { countRun, inMatchRun, instantRecipients, NOTHING_DONE, writeMatches, type MatchRun } from './write-matches.ts';

/** All that was found, for each member it is told to at once. */
const news: SQL = sql`
    news as materialized (
      select u.id as user_id, u.email, found.listing_id, found.material_revision, found.score ${instantRecipients}
    )`;

/** SQL: the words as they are kept: what listings are matched by, too. */
function storedWords(interestId: string): WordColumns {
  const column = (name: string) => sql`(select ${sql.raw(name)} from interests where id = ${interestId})`;
  return { words: column('words'), synonyms: column('synonyms'), excludedWords: column('excluded_words') };
}

/**
 * Matches an interest against all published listings: the same gates, score and rows as matchListing. Instant alerts get one
 * message with the best of what was found (emails/gathering.ts); daily and weekly ones hear of it in their next digest.
 * An interest that has gone is no error.
 * @param gatherSeconds how long that mail waits for what else is found for the same person
 * @param book reads its words first, synonyms and all; without it they are as they were stored
 */
export async function matchInterest(
  db: Db,
  interestId: string,
  now: Date,
  gatherSeconds = 0,
  book?: KeywordBook,
): Promise<MatchRun> {
  return inMatchRun(db, interestId, async (tx) => {
    const [interest] = await tx.select().from(interests).where(eq(interests.id, interestId));
    if (!interest) return NOTHING_DONE;
    if (book) await readWords(tx, interest, book);
    await refreshStaleFacts(tx);
    const wanted = { ...interest, gates: await findGates(tx, interest.criteria), wordColumns: storedWords(interestId) };
    const result = await tx.execute<MatchRun & Record<string, unknown>>(
      sql`with ${writeMatches(fitsOfInterest(wanted), sql`m.interest_id = ${interestId}`, sql`${now.toISOString()}::timestamptz`)},
        ${news}, ${gatherMail(gatherSeconds)} ${countRun}`,
    );
    return result.rows[0] as MatchRun;
  });
}

/** A pair that would match. */
export interface PreviewRow {
  listingId: string;
  score: number;
  reasons: StoredReason[];
  nearMiss: StoredNearMiss[];
}

/** What may not be stored yet. */
export interface Unsaved {
  organisationId: string;
  criteria: Criteria;
  /** How its words are read: with all synonyms. Undefined: as they stand. */
  read?: ReadKeywords | undefined;
}

/** The same, ready to be matched against fresh facts. */
async function toWanted(db: Db, { organisationId, criteria, read }: Unsaved): Promise<Wanted> {
  await refreshStaleFacts(db);
  const gates = await findGates(db, criteria);
  return { id: organisationId, organisationId, criteria, gates, wordColumns: wordColumns(criteria, read) };
}

/** Of all listings published now, how many an interest fits, and how many there are. */
export async function countFits(db: Db, interest: Unsaved): Promise<{ fitsNow: number; published: number }> {
  const { rows } = await db.execute<{ fitsNow: number; published: number }>(sql`
    select (select count(*) from (${fitsOfInterest(await toWanted(db, interest))}) fits)::int as "fitsNow",
      (select count(*) from listings where state = 'published')::int as published`);
  return rows[0] ?? { fitsNow: 0, published: 0 };
}

/**
 * What an interest would have matched, of the listings published since; no match is written and nobody is mailed.
 * @returns the best `limit` rows, best first, and how many there are in all
 */
export async function previewInterest(
  db: Db,
  interest: Unsaved,
  since: Date,
  limit = 10,
): Promise<{ rows: PreviewRow[]; total: number }> {
  const wanted = await toWanted(db, interest);
  const result = await db.execute<PreviewRow & { total: number } & Record<string, unknown>>(sql`
    select listing_id as "listingId", score, reasons, near_miss as "nearMiss", (count(*) over ())::int as total
    from (${fitsOfInterest(wanted, since)}) fits
    order by score desc, listing_id desc
    limit ${limit}`);
  return { rows: result.rows.map(({ total: _, ...row }) => row), total: result.rows[0]?.total ?? 0 };
}
