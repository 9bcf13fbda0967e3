// Names of the codes in stored reasons that stand in tables: one small query for a whole page of matches.
import type { Labels, StoredReason } from '@exchange/contracts';
import { inArray } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { localAuthorities, serviceAreas } from '../reference/tables.ts';

/** Looks up the labels that these reasons need; nothing is asked when they need none. */
export async function findLabels(db: Db, reasons: readonly StoredReason[]): Promise<Labels> {
  const areas = new Set<string>();
  const authorities = new Set<string>();
  for (const reason of reasons) {
    if (reason.code === 'service_area_fits') reason.serviceAreas.forEach((code) => areas.add(code));
    if (reason.code === 'region_fits') reason.places.forEach((code) => authorities.add(code));
  }
  const areaRows =
    areas.size > 0
      ? await db
          .select({ code: serviceAreas.code, label: serviceAreas.label })
          .from(serviceAreas)
          .where(inArray(serviceAreas.code, [...areas]))
      : [];
  const authorityRows =
    authorities.size > 0
      ? await db
          .select({ code: localAuthorities.code, label: localAuthorities.name })
          .from(localAuthorities)
          .where(inArray(localAuthorities.code, [...authorities]))
      : [];
  const toRecord = (rows: { code: string; label: string }[]) =>
    Object.fromEntries(rows.map(({ code, label }) => [code, label]));
  return { serviceAreas: toRecord(areaRows), localAuthorities: toRecord(authorityRows) };
}
