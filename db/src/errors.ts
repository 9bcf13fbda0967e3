// What PostgreSQL said, found under the layers that wrap it.

export interface DatabaseError {
  /** SQLSTATE, such as 23505. */
  code: string;
  constraint?: string;
}

/** The first error in the chain of causes that came from PostgreSQL or from the connection to it. */
export function findDatabaseError(error: unknown): DatabaseError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, constraint } = at as Error & Partial<DatabaseError>;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$|^E[A-Z]+$/.test(code)) return { code, constraint };
  }
  return undefined;
}

/** Whether a row was refused because a unique key (the one named, when one is) had its value already. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = findDatabaseError(error);
  return found?.code === '23505' && (constraint === undefined || found.constraint === constraint);
}
