// Named statements, for those so large that reading and planning them takes longer than running them.
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryResult, QueryResultRow } from 'pg';
import type { SQL } from 'drizzle-orm';
import type { Db } from './index.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * Runs a statement that each connection reads and plans once and keeps under its name.
 * @param name says which text it is: a statement's text is the same at every call, only its parameters differ
 */
export async function executeNamed<T extends QueryResultRow>(
  db: Db,
  name: string,
  statement: SQL,
): Promise<QueryResult<T>> {
  const query = dialect.sqlToQuery(statement);
  return db._.session
    .prepareQuery<{ execute: QueryResult<T>; all: never; values: never }>(query, undefined, name, false)
    .execute();
}
