// How a listing's text is cut into the words that an interest's key words are looked for in. Gives SQL.
import { sql, type SQL } from 'drizzle-orm';

/** Counts up when the same text is cut in another way than before: all facts are then taken anew (interests/reword.ts). */
export const CUT_VERSION = 1;

/** SQL: between two parts of a text, so that no phrase is found across them: stop words are not looked for, but keep their places. */
export const GAP = sql.raw(`' ${'the '.repeat(10)}'`);

/**
 * What PostgreSQL does not take for the end of a word everywhere, beside the hyphen: "care/support" would be a file, "hull.org" the name of
 * a computer, "+44" a number with its sign, "<b>" and "&amp;" nothing. All other marks part words anyhow, and each one more costs time.
 */
const MARKS = '/.:@+<&~';

/** SQL: the words of a text. Marks become blanks; the apostrophe, and the hyphen where it binds, are left out: there is no blank for them. */
function toVector(text: SQL, hyphens: 'part' | 'bind'): SQL {
  const from = hyphens === 'part' ? `-${MARKS}` : MARKS;
  const left = hyphens === 'part' ? '' : '-';
  return sql`to_tsvector('english', translate(${text}, ${sql.raw(`'${from}${left}'''`)}, ${sql.raw(`'${' '.repeat(from.length)}'`)}))`;
}

/** SQL: a text without accents, typographic marks and possessives: "Women’s" is "Women". */
export const plainText = (text: SQL) => sql`regexp_replace(unaccent(${text}), '''s\\M', '', 'gi')`;

/**
 * SQL: the words of a plain text, cut as the search cuts them (search/src/listings/words.ts); and once more those of the sentences that
 * have hyphens, with what these bind written as one: "re-offending" is found as "reoffending", in phrases too.
 */
export const cutIntoWords = (text: SQL): SQL =>
  sql`(${toVector(text, 'part')} || coalesce(${toVector(
    sql`(select ${GAP} || string_agg(part, ${GAP}) from string_to_table(${text}, '. ') part where part like '%-%')`,
    'bind',
  )}, ''))`;
