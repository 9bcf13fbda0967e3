// Fills the reference tables from the files in src/seed/reference. Runs with every migration and changes only what differs.
import { readFile } from 'node:fs/promises';
import type { Region } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { serviceAreas as serviceAreaList } from '../seed/reference/service-areas.ts';
import { localAuthorities, outcodes, serviceAreas } from './tables.ts';

/** Reads a small CSV without quoting inside: the first line names the columns. */
async function readCsv(name: string): Promise<Record<string, string>[]> {
  const file = await readFile(new URL(`../seed/reference/${name}`, import.meta.url), 'utf8');
  const [head = '', ...lines] = file.trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
    return Object.fromEntries(
      columns.map((column, i) => [
        column,
        (cells[i] ?? '').replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"'),
      ]),
    );
  });
}

/** Staff may add second-level service areas: those are left alone. */
export async function seedReference(db: Db): Promise<void> {
  await db
    .insert(serviceAreas)
    .values(
      serviceAreaList.map(({ code, parent, label, description }, position) => ({
        code,
        parent,
        label,
        description,
        position,
      })),
    )
    .onConflictDoUpdate({
      target: serviceAreas.code,
      set: { label: sql`excluded.label`, description: sql`excluded.description`, position: sql`excluded.position` },
    });
  const councils = await readCsv('local-authorities.csv');
  await db
    .insert(localAuthorities)
    .values(councils.map((row) => ({ code: row.gss ?? '', name: row.name ?? '', region: row.itl1 as Region })))
    .onConflictDoNothing();
  const codes = await readCsv('outcodes.csv');
  await db
    .insert(outcodes)
    .values(codes.map((row) => ({ outcode: row.outcode ?? '', region: row.itl1 as Region })))
    .onConflictDoNothing();
}
