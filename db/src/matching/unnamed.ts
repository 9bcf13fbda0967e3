// What may be told of an organisation that stays unnamed.
import type { Region } from '@exchange/contracts';
import { sql } from 'drizzle-orm';

/** A region is told of who stays unnamed when so many of its kind are at home there. */
const LEAST_NEIGHBOURS = 3;

/**
 * SQL: the region that may be told of an organisation that stays unnamed: its only one, shared by enough of its kind.
 * @param alias of the organisation's row
 */
export const tellableRegion = (alias: string) => {
  const o = sql.raw(alias);
  return sql<Region | null>`(case when cardinality(${o}.regions) = 1 and (
    select count(*) from organisations other where other.regions = ${o}.regions and other.roles && ${o}.roles) >= ${sql.raw(String(LEAST_NEIGHBOURS))}
    then ${o}.regions[1] end)`;
};
