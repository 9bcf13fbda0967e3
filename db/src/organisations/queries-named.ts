// Organisations by what people call them: words of the name, a register number, or the end of the page's address.
import type { NamedOrganisation } from '@exchange/contracts';
import { asc, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { organisations } from './tables.ts';

/** What is typed has no wildcards. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');
const plain = (text: unknown) => sql`lower(unaccent(${text}))`;

/**
 * Organisations whose name holds every word (case and accents aside), or whose register number or slug is the text: best first, that is
 * the whole name, the name that begins so, then the rest by name. Reads all names once: an exchange has thousands of them.
 * @param limit the most there are to give
 */
export async function findOrganisationsNamed(db: Db, q: string, limit: number): Promise<NamedOrganisation[]> {
  const words = q.trim().split(/\s+/).slice(0, 10);
  const name = plain(organisations.name);
  const patterns = words.map((word) => sql`${name} like ${plain(`%${literal(word)}%`)}`);
  const rank = sql`case when ${name} = ${plain(q.trim())} then 0
    when ${name} like ${plain(`${literal(q.trim())}%`)} then 1 else 2 end`;
  const rows = await db
    .select({
      id: organisations.id,
      slug: organisations.slug,
      name: organisations.name,
      roles: organisations.roles,
      regions: organisations.regions,
      identifiers: sql<NamedOrganisation['identifiers']>`(
        select coalesce(json_agg(json_build_object('scheme', i.scheme, 'id', i.identifier) order by i.scheme, i.identifier), '[]')
        from organisation_identifiers i where i.organisation_id = organisations.id)`,
      verified: sql<boolean>`${organisations.verifiedAt} is not null`,
    })
    .from(organisations)
    .where(
      sql`(${sql.join(patterns, sql` and `)}) or ${organisations.slug} = lower(${q.trim()}) or ${organisations.id} in (
        select i.organisation_id from organisation_identifiers i where i.identifier = upper(${q.replace(/\s/g, '')}))`,
    )
    .orderBy(rank, asc(sql`lower(${organisations.name})`), asc(organisations.id))
    .limit(limit);
  return rows;
}
