// Reads the reference tables of this folder: regions, local authorities and postcode districts.
import { readFileSync } from 'node:fs';
import type { Region } from '@exchange/contracts/reference';

export interface RegionRow {
  itl1: Region;
  gss: string;
  name: string;
  nation: string;
}

export interface LocalAuthorityRow {
  gss: string;
  name: string;
  itl1: Region;
}

export interface OutcodeRow {
  outcode: string;
  itl1: Region;
}

/** Splits one line of CSV; a field in double quotes may hold commas, and a doubled quote stands for one. */
function fields(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map((match) => match[1] ?? '')
    .map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function rows(file: string): string[][] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.trimEnd().split('\n').slice(1).map(fields);
}

/** The 12 regions and nations (ITL1). */
export function regionRows(): RegionRow[] {
  return rows('regions.csv').map(([itl1 = '', gss = '', name = '', nation = '']) => ({
    itl1: itl1 as Region,
    gss,
    name,
    nation,
  }));
}

/** The 361 current local authorities. */
export function localAuthorityRows(): LocalAuthorityRow[] {
  return rows('local-authorities.csv').map(([gss = '', name = '', itl1 = '']) => ({ gss, name, itl1: itl1 as Region }));
}

/** The 2,834 postcode districts of the UK (Crown dependencies have no region and are left out). */
export function outcodeRows(): OutcodeRow[] {
  return rows('outcodes.csv').map(([outcode = '', itl1 = '']) => ({ outcode, itl1: itl1 as Region }));
}
