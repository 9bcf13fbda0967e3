// How a listing's text is cut into the words that an interest's key words are looked for in. Gives SQL.
import { sql, type SQL } from 'drizzle-orm';

/** Counts up when the same text is cut in another way than before: all facts are then taken anew (interests/reword.ts). */
export const CUT_VERSION = 1;

/** SQL: between two parts of a text, so that no phrase is found across them: stop words are not looked for, but keep their places. */
export const GAP = sql.raw(`' ${'the '.repeat(10)}'`);

/** What parts words. PostgreSQL itself would take "care/support" for a file, and "hull.org" for the name of a computer. */
const MARKS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~';
const blanks = ' '.repeat(MARKS.length);

/** SQL: without marks; an apostrophe, for which there is no blank, is left out and binds. */
const withoutMarks = (text: SQL) => sql`translate(${text}, ${sql.raw(`'${MARKS}'''`)}, ${sql.raw(`'${blanks}'`)})`;
const toVector = (text: SQL) => sql`to_tsvector('english', ${withoutMarks(text)})`;

/** SQL: a text without accents, typographic marks and possessives: "Women’s" is "Women". */
export const plainText = (text: SQL) => sql`regexp_replace(unaccent(${text}), '''s\\M', '', 'gi')`;

/**
 * SQL: the words of a plain text, cut as the search cuts them (search/src/listings/words.ts), and all once more with those that a hyphen
 * binds written as one, where there are any: "re-offending" is found as "reoffending", in phrases too.
 */
export const cutIntoWords = (text: SQL): SQL => sql`(${toVector(text)} || case when ${text} ~ '\\w-\\w'
  then ${toVector(sql`${GAP} || regexp_replace(${text}, '(?<=\\w)-(?=\\w)', '', 'g')`)} else ''::tsvector end)`;
