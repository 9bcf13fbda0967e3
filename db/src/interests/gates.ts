// Looks up what deriving an interest's gates needs: the region of each local authority it names.
import type { Criteria } from '@exchange/contracts';
import { inArray } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { localAuthorities } from '../reference/tables.ts';
import { gatesOf, type Gates } from './anchors.ts';

/** The gates of these criteria. An authority that is not known stands for itself alone. */
export async function findGates(db: Db, criteria: Criteria): Promise<Gates> {
  if (criteria.localAuthorities.length === 0) return gatesOf(criteria, new Map());
  const rows = await db
    .select({ code: localAuthorities.code, region: localAuthorities.region })
    .from(localAuthorities)
    .where(inArray(localAuthorities.code, criteria.localAuthorities));
  return gatesOf(criteria, new Map(rows.map(({ code, region }) => [code, region])));
}
