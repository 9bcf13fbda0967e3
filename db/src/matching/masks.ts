// Code lists as bits, so that "any of these" is one AND of two integers. A bit is a code's place in its list in contracts.
import { askKinds, beneficiaryGroups, innovationTypes, stages } from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';

type CodeList = Readonly<Record<string, string>>;

/** The lists that have masks. New codes go at the end of theirs: stored masks count on the order. */
export const masked = { askKinds, stages, innovationTypes, beneficiaryGroups };

/** The bit that stands for a listing without asks, after those of the four kinds. */
export const NO_ASKS = 1 << Object.keys(askKinds).length;
/** All four kinds of ask. */
export const ANY_ASK = NO_ASKS - 1;

/** The bit of one code. Throws for a code that is not in the list. */
export function bitOf(list: CodeList, code: string): number {
  const place = Object.keys(list).indexOf(code);
  if (place < 0) throw new Error(`${code} is not in the list`);
  return 1 << place;
}

/** The bits of several codes; 0 for none. */
export function maskOf(list: CodeList, codes: readonly string[]): number {
  return codes.reduce((mask, code) => mask | bitOf(list, code), 0);
}

/** A list's codes as an SQL array, in order. They are constants of the program: letters and underscores. */
const arrayOf = (list: CodeList): SQL =>
  sql.raw(
    `array[${Object.keys(list)
      .map((code) => `'${code}'`)
      .join(',')}]`,
  );

/** SQL: the bit of the code in a text column; 0 where it is null. */
export function bitSql(list: CodeList, column: SQL): SQL {
  return sql`coalesce(1 << (array_position(${arrayOf(list)}, ${column}) - 1), 0)`;
}

/** SQL: the bits of the codes in a text[] column; 0 where it is empty. */
export function maskSql(list: CodeList, column: SQL): SQL {
  return sql`(select coalesce(bit_or(1 << (array_position(${arrayOf(list)}, code) - 1)), 0) from unnest(${column}) code)`;
}

/** SQL: the codes of a mask as the text of a JSON array, in the order of the list. */
export function codesSql(list: CodeList, mask: SQL): SQL {
  const each = Object.keys(list).map(
    (code) => sql`case when ${mask} & ${sql.raw(String(bitOf(list, code)))} <> 0 then ${sql.raw(`'"${code}"'`)} end`,
  );
  return sql`'[' || concat_ws(',', ${sql.join(each, sql`, `)}) || ']'`;
}
