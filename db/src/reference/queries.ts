// The code lists that are tables: reading them, and asking which codes do not exist.
import { asc } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { localAuthorities, serviceAreas } from './tables.ts';

/** Service areas, each first level followed by what is below it. */
export async function listServiceAreas(db: Db) {
  return db
    .select({
      code: serviceAreas.code,
      label: serviceAreas.label,
      parent: serviceAreas.parent,
      description: serviceAreas.description,
    })
    .from(serviceAreas)
    .orderBy(asc(serviceAreas.position), asc(serviceAreas.code));
}

/** Local authorities by name. */
export async function listLocalAuthorities(db: Db) {
  return db
    .select({ code: localAuthorities.code, label: localAuthorities.name, region: localAuthorities.region })
    .from(localAuthorities)
    .orderBy(asc(localAuthorities.name), asc(localAuthorities.code));
}

/** The codes there are, for checking many values without asking each time. */
export async function listKnownCodes(
  db: Db,
): Promise<{ serviceAreas: ReadonlySet<string>; localAuthorities: ReadonlySet<string> }> {
  const [areas, authorities] = await Promise.all([
    db.select({ code: serviceAreas.code }).from(serviceAreas),
    db.select({ code: localAuthorities.code }).from(localAuthorities),
  ]);
  return {
    serviceAreas: new Set(areas.map(({ code }) => code)),
    localAuthorities: new Set(authorities.map(({ code }) => code)),
  };
}
