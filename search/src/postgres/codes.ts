// Codes as numbers: a bit in a mask for the short fixed lists, a number from the table `codes` for those that grow.
import { amountBands, type AskKind, type FacetName } from '@exchange/contracts';
import type { Pool, PoolClient } from 'pg';
import type { DocumentAsk } from '../listings/document.ts';
import { bandsOf, facetValues, lists } from '../listings/facets.ts';

export type MaskedList = keyof typeof lists;

/** The bits of these codes in the mask of their list; a code that is not in it has none. */
export function maskOf(list: MaskedList, codes: readonly string[]): number {
  return codes.reduce((mask, code) => {
    const bit = lists[list].indexOf(code);
    return bit < 0 ? mask : mask | (1 << bit);
  }, 0);
}

/** The bits of one band of amounts in `bands`, for these kinds of ask: four bits a band. */
export const bandMask = (band: number, kinds: number): number => kinds << (band * lists.ask.length);

/** For each band of amounts the kinds of ask whose money reaches into it. */
export function bandsMaskOf(asks: readonly DocumentAsk[]): number {
  return (lists.ask as AskKind[]).reduce((mask, kind) => {
    const reached = bandsOf(asks, [kind]);
    const bits = amountBands.map(({ value }, band) =>
      reached.includes(value) ? bandMask(band, maskOf('ask', [kind])) : 0,
    );
    return bits.reduce((all, bit) => all | bit, mask);
  }, 0);
}

/** A value's number is its place in the list. */
const numbers = new Map(facetValues.map(({ facet, value }, number) => [`${facet}:${value}`, number]));

/** The number of a fixed facet value; undefined when the list does not have it. */
export function facetNumber(facet: FacetName, value: string): number | undefined {
  return numbers.get(`${facet}:${value}`);
}

/** In `codes`, service areas have the numbers after the fixed values, so that all facet values fit into 16 bits. */
export const FIRST_SERVICE_AREA = 256;
/** Local authorities have those from here on, which fit too. */
export const FIRST_AUTHORITY = 32_768;
/** Organisations have those from here on. */
export const FIRST_OTHER_CODE = 65_536;

/** What may stand in `codes`, told apart by a prefix. */
export const codeOf = {
  serviceArea: (code: string) => `serviceArea:${code}`,
  localAuthority: (code: string) => `authority:${code}`,
  organisation: (idOrSlug: string) => `organisation:${idOrSlug}`,
  /** As the facet shows it: see `organisationValue`. */
  organisationValue: (value: string) => `organisationValue:${value}`,
};

export interface CodeBook {
  /** The numbers of those that are known: no document has any other. */
  find: (codes: readonly string[]) => Promise<number[]>;
  /** The code of a number. */
  codeOf: (number: number) => Promise<string | undefined>;
  /** The codes of many numbers at once, as far as they are known. */
  codesOf: (numbers: readonly number[]) => Promise<(string | undefined)[]>;
}

/** Reads `codes`, which only grows, and remembers what it has read. */
export function openCodeBook(pool: Pool): CodeBook {
  const numberOf = new Map<string, number>();
  const codes = new Map<number, string>();
  const read = async (condition: string, value: unknown) => {
    const { rows } = await pool.query<{ n: number; code: string }>(
      `select n, code from search.codes where ${condition}`,
      [value],
    );
    for (const { n, code } of rows) {
      numberOf.set(code, n);
      codes.set(n, code);
    }
  };
  return {
    find: async (wanted) => {
      const unknown = wanted.filter((code) => !numberOf.has(code));
      if (unknown.length > 0) await read('code = any($1)', unknown);
      return wanted.flatMap((code) => numberOf.get(code) ?? []);
    },
    codeOf: async (number) => {
      if (!codes.has(number)) await read('n >= $1', number);
      return codes.get(number);
    },
    codesOf: async (numbers) => {
      const unknown = numbers.filter((number) => !codes.has(number));
      if (unknown.length > 0) await read('n = any($1)', unknown);
      return numbers.map((number) => codes.get(number));
    },
  };
}

/** Gives every code a number, new ones among them, in a writer's transaction. */
export async function numberCodes(client: PoolClient, codes: ReadonlySet<string>): Promise<Map<string, number>> {
  await client.query(
    `insert into search.codes (n, code)
     select nextval(case when given like 'serviceArea:%' then 'search.area_numbers'
       when given like 'authority:%' then 'search.authority_numbers' else 'search.other_numbers' end), given
     from unnest($1::text[]) given where not exists (select 1 from search.codes where code = given)`,
    [[...codes]],
  );
  const { rows } = await client.query<{ n: number; code: string }>(
    'select n, code from search.codes where code = any($1)',
    [[...codes]],
  );
  return new Map(rows.map(({ n, code }) => [code, n]));
}
