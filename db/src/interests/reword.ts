// Reads the words of interests that are stored: of one before it is matched, or of all when the synonyms have changed.
import type { Criteria, KeywordBook, ReadKeywords } from '@exchange/contracts';
import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { CUT_VERSION } from '../matching/cut.ts';
import { retakeFacts } from '../matching/facts.ts';
import { listSynonymPairs } from '../searches/synonyms.ts';
import { followWords } from './gate-rows.ts';
import { toQuery, toSynonyms } from './keywords.ts';
import { interests, keywordReadings } from './tables.ts';

/** Interests that are read in one transaction. */
const BATCH = 500;
/** How many are matched anew in a second at the most: what else waits in the queue is not held up by a word that thousands use. */
const PER_SECOND = 10;

interface Words {
  id: string;
  criteria: Criteria;
}

/** Writes what is read now where it is other than what was. @returns the ids of those that changed */
async function writeWords(tx: Db, rows: readonly Words[], read: ReadKeywords): Promise<string[]> {
  const given = rows.map(({ id, criteria: { q, exclude } }) => {
    return { id, q, without: exclude.q, wanted: read(q), unwanted: read(exclude.q) };
  });
  const { rows: changed } = await tx.execute<{ id: string }>(sql`
    with given as materialized (
      select id, q, without, ${toQuery(sql`wanted`)} as words, ${toSynonyms(sql`wanted`)} as synonyms,
        ${toQuery(sql`unwanted`)} as excluded_words
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (id uuid, q text, without text, wanted jsonb, unwanted jsonb))
    update interests i set words = given.words, synonyms = given.synonyms, excluded_words = given.excluded_words
    from given
    -- what somebody changes meanwhile is read by the job which that leads to
    where i.id = given.id and i.criteria->>'q' = given.q and i.criteria->'exclude'->>'q' = given.without
      and (i.words, i.synonyms, i.excluded_words) is distinct from (given.words, given.synonyms, given.excluded_words)
    returning i.id`);
  const ids = changed.map(({ id }) => id);
  if (ids.length > 0) await tx.execute(followWords(sql`i.id = any(${sql.param(ids)}::uuid[])`));
  return ids;
}

/** Reads the words of one interest with the synonyms as they are now. */
export async function readWords(tx: Db, interest: Words, book: KeywordBook): Promise<void> {
  await writeWords(tx, [interest], book.withPairs(await listSynonymPairs(tx)));
}

interface Progress {
  /** The last id of the batch before. */
  after: string | undefined;
  /** How many are to be matched already. */
  told: number;
  /** Match all of them anew, not only those that changed. */
  all: boolean;
}
interface Batch {
  /** The last id, where there may be more. */
  last: string | undefined;
  read: number;
  told: number;
}

/** One batch, one at a time: the pairs are read when its turn has come, so that whoever comes last has the newest. */
async function rewordBatch(db: Db, book: KeywordBook, { after, told, all }: Progress): Promise<Batch> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('interests.reword', 0))`);
    const { id, criteria } = interests;
    const hasWords = or(sql`${criteria}->>'q' <> ''`, sql`${criteria}->'exclude'->>'q' <> ''`);
    const rows = await tx
      .select({ id, criteria })
      .from(interests)
      .where(and(hasWords, after === undefined ? undefined : gt(id, after)))
      .orderBy(asc(id))
      .limit(BATCH);
    const changed = await writeWords(tx, rows, book.withPairs(await listSynonymPairs(tx)));
    const toMatch = all ? rows.map((row) => row.id) : changed;
    if (toMatch.length > 0)
      await tx.execute(sql`
        insert into outbox (event, payload, due_at)
        select 'interest.saved', jsonb_build_object('interestId', id),
          now() + make_interval(secs => (${told}::int + n - 1) / ${PER_SECOND}::int)
        from unnest(${sql.param(toMatch)}::uuid[]) with ordinality to_match (id, n)`);
    return { last: rows.length === BATCH ? rows.at(-1)?.id : undefined, read: rows.length, told: toMatch.length };
  });
}

/** By what one way of reading is told from another. */
const versionOf = (book: KeywordBook) => `${CUT_VERSION} ${book.version}`;

/** Whether all words were last read with this book: not so before the first time, and after a release that reads them in another way. */
export async function areWordsRead(db: Db, book: KeywordBook): Promise<boolean> {
  const isThis = and(eq(keywordReadings.id, 1), eq(keywordReadings.book, versionOf(book)));
  return (await db.$count(keywordReadings, isThis)) > 0;
}

/**
 * Reads the words of all interests that have some with the synonyms as they are now, a few hundred at a time; after a release that reads
 * words in another way, those of the listings first. An interest whose words now say something else (after such a release: each) is
 * matched anew, as if somebody had edited it: what it finds beside what it had is told by the same rules, once. Running it again changes nothing.
 * @returns how many were read, and how many of them are matched anew
 */
export async function rewordInterests(db: Db, book: KeywordBook): Promise<{ read: number; told: number }> {
  const all = !(await areWordsRead(db, book));
  if (all) await retakeFacts(db);
  const sum = { read: 0, told: 0 };
  let after: string | undefined;
  do {
    const batch = await rewordBatch(db, book, { after, told: sum.told, all });
    sum.read += batch.read;
    sum.told += batch.told;
    after = batch.last;
  } while (after !== undefined);
  const row = { id: 1, book: versionOf(book), readAt: new Date() };
  await db.insert(keywordReadings).values(row).onConflictDoUpdate({ target: keywordReadings.id, set: row });
  return sum;
}
