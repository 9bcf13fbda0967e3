// S4: how often the right word is among the first five corrections of a slip.
import type { ListingDocument, ListingIndex } from '@exchange/search';
import { correct } from '@exchange/search/postgres/vocabulary';
import { randomly, type Random } from '@exchange/search/random';
import type pg from 'pg';
import { milliseconds, p95Of, timed } from '../figures.ts';
import type { Row } from '../row.ts';

const SLIPS = 1000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** A letter left out, added or changed, or two neighbours swapped. */
function edited(word: string, random: Random): string {
  const at = random.whole(0, word.length - 1);
  const letter = random.pick(LETTERS);
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  return random.pick([
    before + after,
    `${before}${letter}${word.slice(at)}`,
    `${before}${letter}${after}`,
    `${before}${after.slice(0, 1)}${word[at] ?? ''}${after.slice(1)}`,
  ]);
}

interface Kind {
  edits: 1 | 2;
  shortest: number;
  target: number;
}

const kinds: Kind[] = [
  { edits: 1, shortest: 4, target: 0.97 },
  { edits: 2, shortest: 9, target: 0.85 },
];

async function rowOf(pool: pg.Pool, words: readonly string[], size: string, kind: Kind): Promise<Row> {
  const { edits, shortest, target } = kind;
  const random = randomly(97 + edits);
  const known = new Set(words);
  const long = words.filter((word) => word.length >= shortest);
  const times: number[] = [];
  let right = 0;
  while (times.length < SLIPS) {
    const word = random.pick(long);
    const typed = edits === 1 ? edited(word, random) : edited(edited(word, random), random);
    // A slip that makes another word cannot be seen.
    if (known.has(typed)) continue;
    const look = async () => {
      const found = await correct(pool, typed, edits);
      if (found.slice(0, 5).some((candidate) => candidate.word === word)) right += 1;
    };
    times.push(await timed(look));
  }
  const share = right / SLIPS;
  return {
    row: `S4 the right word among the first five, ${edits === 1 ? 'one edit' : 'two edits'}, words of ${String(shortest)} letters and more, at ${size}`,
    ours: `${(share * 100).toFixed(1)} % (p95 ${milliseconds(p95Of(times))})`,
    against: `${String(SLIPS)} slips, ${long.length.toLocaleString('en-GB')} words`,
    ratio: '',
    target: `≥ ${String(target * 100)} %`,
    ok: share >= target,
  };
}

/**
 * Puts the judged set beside what the index holds, and slips in the words of its real texts.
 * @param size how many listings that makes, in words
 */
export async function slipRows(
  index: ListingIndex,
  pool: pg.Pool,
  judged: readonly ListingDocument[],
  size: string,
): Promise<Row[]> {
  await index.upsert(judged);
  const { rows } = await pool.query<{ word: string }>(
    `select word from search.vocabulary where word ~ '^[a-z]+$' order by word`,
  );
  const words = rows.map(({ word }) => word);
  const result: Row[] = [];
  for (const kind of kinds) result.push(await rowOf(pool, words, size, kind));
  return result;
}
