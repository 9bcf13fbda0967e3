// Organisations in SQL: finding, making and changing them, and their identifiers.
import type { Organisation, OrganisationSummary } from '@exchange/contracts';
import { and, asc, eq, gt, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { isUniqueViolation } from '../errors.ts';
import type { Db } from '../index.ts';
import { organisationIdentifiers, organisations } from './tables.ts';

export * from './queries-invitations.ts';
export * from './queries-members.ts';
export * from './queries-named.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isCalled = (slugOrId: string): SQL =>
  UUID.test(slugOrId) ? eq(organisations.id, slugOrId) : eq(organisations.slug, slugOrId);

// The table is named in words: in a select from one table drizzle leaves it out, and `id` alone would be the inner one's.
const identifiers = sql<OrganisationSummary['identifiers']>`(
  select coalesce(json_agg(json_build_object('scheme', i.scheme, 'id', i.identifier) order by i.scheme, i.identifier), '[]')
  from organisation_identifiers i where i.organisation_id = organisations.id)`;

/** An organisation as the api gives it, and whether its listings are published without review (staff see that). */
export type StoredOrganisation = Organisation & { isTrusted: boolean };

async function selectOrganisations(
  db: Db,
  condition: SQL | undefined,
  page: { limit?: number } = {},
): Promise<StoredOrganisation[]> {
  const query = db
    .select({ organisation: organisations, identifiers })
    .from(organisations)
    .where(condition)
    .orderBy(asc(sql`lower(${organisations.name})`), asc(organisations.id))
    .$dynamic();
  const rows = await (page.limit === undefined ? query : query.limit(page.limit));
  return rows.map((row) => ({
    id: row.organisation.id,
    slug: row.organisation.slug,
    name: row.organisation.name,
    roles: row.organisation.roles,
    identifiers: row.identifiers,
    verified: row.organisation.verifiedAt !== null,
    legalForm: row.organisation.legalForm,
    regions: row.organisation.regions,
    website: row.organisation.website,
    description: row.organisation.description,
    verifiedAt: row.organisation.verifiedAt?.toISOString() ?? null,
    isDemonstration: row.organisation.isDemonstration,
    isTrusted: row.organisation.isTrusted,
    version: row.organisation.version,
    createdAt: row.organisation.createdAt.toISOString(),
  }));
}

/** An organisation by slug or id. */
export async function findOrganisation(db: Db, slugOrId: string): Promise<StoredOrganisation | undefined> {
  const [found] = await selectOrganisations(db, isCalled(slugOrId));
  return found;
}

/** Locks an organisation for the rest of the transaction. */
export async function lockOrganisation(db: Db, slugOrId: string): Promise<StoredOrganisation | undefined> {
  const [locked] = await db
    .select({ id: organisations.id })
    .from(organisations)
    .where(isCalled(slugOrId))
    .for('update');
  return locked && (await findOrganisation(db, locked.id));
}

/** Summaries by id, in the order of their names. */
export async function listOrganisationSummaries(db: Db, ids: readonly string[]): Promise<OrganisationSummary[]> {
  if (ids.length === 0) return [];
  const found = await selectOrganisations(db, inArray(organisations.id, [...ids]));
  return found.map(({ id, slug, name, roles, identifiers: known, verified }) => ({
    id,
    slug,
    name,
    roles,
    identifiers: known,
    verified,
  }));
}

/**
 * All organisations by name, for staff.
 * @param page.q words of a name, or a part of an identifier; letters stand for themselves
 */
export async function listOrganisations(
  db: Db,
  page: { limit: number; after?: { name: string; id: string }; unverifiedOnly?: boolean; q?: string },
): Promise<StoredOrganisation[]> {
  const { after, q = '' } = page;
  const name = sql`lower(${organisations.name})`;
  const rest =
    after &&
    or(gt(name, sql`lower(${after.name})`), and(sql`${name} = lower(${after.name})`, gt(organisations.id, after.id)));
  const unverified = page.unverifiedOnly ? isNull(organisations.verifiedAt) : undefined;
  // position, not like: what is typed has no wildcards.
  const found =
    q.trim() === ''
      ? undefined
      : sql`(position(lower(${q.trim()}) in ${name}) > 0 or exists (
    select from organisation_identifiers i where i.organisation_id = organisations.id
      and position(upper(${q.replace(/\s/g, '')}) in upper(i.identifier)) > 0))`;
  return selectOrganisations(db, and(rest, unverified, found), { limit: page.limit });
}

export type NewOrganisation = Omit<typeof organisations.$inferInsert, 'id' | 'slug'>;

/** Makes an organisation under a free slug made from `base` (`base`, `base-2`, …): the unique key decides. @returns its id */
export async function insertOrganisation(db: Db, base: string, values: NewOrganisation): Promise<string> {
  let slug = base;
  for (;;) {
    const [row] = await db
      .insert(organisations)
      .values({ ...values, slug })
      .onConflictDoNothing({ target: organisations.slug })
      .returning({ id: organisations.id });
    if (row) return row.id;
    slug = await nextSlug(db, base);
  }
}

async function nextSlug(db: Db, base: string): Promise<string> {
  const suffix = sql`substring(${organisations.slug} from ${base.length + 2}::int)`;
  const [row] = await db
    .select({ last: sql<number>`coalesce(max((${suffix})::int), 1)` })
    .from(organisations)
    .where(sql`starts_with(${organisations.slug}, ${`${base}-`}) and ${suffix} ~ '^[0-9]{1,8}$'`);
  return `${base}-${String((row?.last ?? 1) + 1)}`;
}

export type OrganisationChange = Partial<Omit<typeof organisations.$inferInsert, 'id' | 'slug' | 'version'>>;

/** Changes an organisation, and moves its version on by one. */
export async function updateOrganisation(db: Db, id: string, change: OrganisationChange): Promise<void> {
  await db
    .update(organisations)
    .set({ ...change, version: sql`${organisations.version} + 1`, updatedAt: new Date() })
    .where(eq(organisations.id, id));
}

export type IdentifierOf = { scheme: string; id: string };

/**
 * Replaces an organisation's identifiers.
 * @returns the identifier that another organisation holds, in which case nothing was changed; else undefined
 */
export async function replaceIdentifiers(
  db: Db,
  organisationId: string,
  wanted: readonly IdentifierOf[],
): Promise<IdentifierOf | undefined> {
  try {
    await db.transaction(async (savepoint) => {
      await savepoint.delete(organisationIdentifiers).where(eq(organisationIdentifiers.organisationId, organisationId));
      if (wanted.length === 0) return;
      await savepoint
        .insert(organisationIdentifiers)
        .values(wanted.map(({ scheme, id }) => ({ organisationId, scheme, identifier: id })));
    });
    return undefined;
  } catch (error) {
    if (!isUniqueViolation(error, 'organisation_identifiers_identifier')) throw error;
    const holders = await findIdentifierHolders(db, wanted);
    return (
      wanted.find((one) =>
        holders.some(
          (held) => held.id === one.id && held.scheme === one.scheme && held.organisationId !== organisationId,
        ),
      ) ?? wanted[0]
    );
  }
}

/** Who holds these identifiers. */
export async function findIdentifierHolders(
  db: Db,
  wanted: readonly IdentifierOf[],
): Promise<(IdentifierOf & { organisationId: string })[]> {
  if (wanted.length === 0) return [];
  return db
    .select({
      scheme: organisationIdentifiers.scheme,
      id: organisationIdentifiers.identifier,
      organisationId: organisationIdentifiers.organisationId,
    })
    .from(organisationIdentifiers)
    .where(
      or(
        ...wanted.map(({ scheme, id }) =>
          and(eq(organisationIdentifiers.scheme, scheme), eq(organisationIdentifiers.identifier, id)),
        ),
      ),
    );
}

/** Adds identifiers that nobody holds yet; the others are left where they are. */
export async function addIdentifiers(db: Db, organisationId: string, added: readonly IdentifierOf[]): Promise<void> {
  if (added.length === 0) return;
  await db
    .insert(organisationIdentifiers)
    .values(added.map(({ scheme, id }) => ({ organisationId, scheme, identifier: id })))
    .onConflictDoNothing();
}

/** The organisation of this name, whatever its case, that has an imported listing. */
export async function findImportedOrganisationByName(db: Db, name: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: organisations.id })
    .from(organisations)
    .where(
      sql`lower(${organisations.name}) = lower(${name})
        and exists (select from listings l where l.organisation_id = ${organisations.id} and l.source_id is not null)`,
    )
    .orderBy(asc(organisations.id))
    .limit(1);
  return row?.id;
}
