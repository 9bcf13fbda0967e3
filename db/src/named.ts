// Named statements, for those so large that reading and planning them takes longer than running them.
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryResult, QueryResultRow } from 'pg';
import type { Query, SQL } from 'drizzle-orm';
import type { Db } from './index.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * A statement that this process words once, and each connection reads and plans once and keeps under its name.
 * @param statement with `sql.placeholder(…)` for what differs from call to call
 * @returns runs it with a value for each placeholder
 */
export function named<T extends QueryResultRow>(
  name: string,
  statement: () => SQL,
): (db: Db, values: Readonly<Record<string, unknown>>) => Promise<QueryResult<T>> {
  let query: Query | undefined;
  return (db, values) => {
    query ??= dialect.sqlToQuery(statement());
    return db._.session
      .prepareQuery<{ execute: QueryResult<T>; all: never; values: never }>(query, undefined, name, false)
      .execute(values);
  };
}
