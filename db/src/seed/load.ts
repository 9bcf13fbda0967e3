// Loads the demonstration content: organisations, people, listings and interests, all marked, all or nothing.
import { randomBytes } from 'node:crypto';
import { Criteria, ListingContent } from '@exchange/contracts';
import { and, eq } from 'drizzle-orm';
import { hashPassword } from '../accounts/passwords.ts';
import { findUserByEmail, insertUser } from '../accounts/queries.ts';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { createInterest } from '../interests/queries.ts';
import { interests as interestTable } from '../interests/tables.ts';
import { assignListingSlug, findListingIdBySource, insertListing, updateListingState } from '../listings/queries.ts';
import { recordAudit } from '../moderation/queries.ts';
import {
  findOrganisation,
  insertMembership,
  insertOrganisation,
  replaceIdentifiers,
} from '../organisations/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { caseStudies, interests, openInnovations, organisations, people } from './index.ts';
import type { SeedInterest, SeedListing, SeedOrganisation, SeedPerson } from './index.ts';

/** The password of every demonstration account. Printed by `npm start`; such accounts are never made in a deployment. */
export const DEMONSTRATION_PASSWORD = 'demonstration';

/** Between one listing's publishing and the next, so that "newest first" has an order. */
const PUBLISHED_APART_MS = 17 * 60 * 60 * 1000;

type Ids = ReadonlyMap<string, string>;

/** Whether this database has never been used: nobody is registered in it. */
export async function isUnused(db: Db): Promise<boolean> {
  const [anybody] = await db.select({ id: users.id }).from(users).limit(1);
  return anybody === undefined;
}

/**
 * Loads it in one transaction. Run again, it adds only what is missing: organisations are known by slug, people by
 * address, listings by source id, interests by organisation and name.
 * @returns how many listings were published
 */
export async function loadDemonstration(db: Db, now = new Date()): Promise<number> {
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
  return db.transaction(async (trx) => {
    const organisationIds = new Map<string, string>();
    for (const organisation of organisations) {
      organisationIds.set(organisation.key, await loadOrganisation(trx, organisation, now));
    }
    const userIds = new Map<string, string>();
    for (const person of people) {
      userIds.set(person.email, await loadPerson(trx, person, { organisationIds, passwordHash, now }));
    }
    let published = 0;
    // The first of the list is the newest.
    for (const [position, listing] of [...caseStudies, ...openInnovations].entries()) {
      const at = new Date(now.getTime() - position * PUBLISHED_APART_MS);
      if (await loadListing(trx, listing, organisationIds, at)) published += 1;
    }
    for (const interest of interests) await loadInterest(trx, interest, organisationIds, userIds);
    return published;
  });
}

async function loadOrganisation(db: Db, seed: SeedOrganisation, now: Date): Promise<string> {
  const { key, identifiers, verified, ...values } = seed;
  const known = await findOrganisation(db, key);
  if (known) return known.id;
  const id = await insertOrganisation(db, key, {
    ...values,
    verifiedAt: verified ? now : null,
    isDemonstration: true,
  });
  const taken = await replaceIdentifiers(db, id, identifiers);
  if (taken) throw new Error(`${seed.name}: ${taken.scheme} ${taken.id} belongs to another organisation`);
  return id;
}

async function loadPerson(
  db: Db,
  seed: SeedPerson,
  { organisationIds, passwordHash, now }: { organisationIds: Ids; passwordHash: string; now: Date },
): Promise<string> {
  const known = await findUserByEmail(db, seed.email);
  const user =
    known ??
    (await insertUser(db, {
      email: seed.email,
      name: seed.name,
      passwordHash,
      emailVerifiedAt: now,
      unsubscribeToken: randomBytes(24).toString('base64url'),
    }));
  if (!user) throw new Error(`${seed.email} was registered meanwhile`);
  for (const { organisation, role } of seed.memberships) {
    await insertMembership(db, { organisationId: idOf(organisationIds, organisation), userId: user.id, role });
  }
  return user.id;
}

/** @returns whether it was new */
async function loadListing(db: Db, seed: SeedListing, organisationIds: Ids, publishedAt: Date): Promise<boolean> {
  const { organisation, sourceId, ...content } = seed;
  if (await findListingIdBySource(db, sourceId)) return false;
  const owner = { organisationId: idOf(organisationIds, organisation), sourceId, isDemonstration: true };
  const id = await insertListing(db, owner, ListingContent.parse(content));
  await assignListingSlug(db, id, toSlug(seed.title));
  await updateListingState(db, id, { state: 'published', submittedAt: publishedAt, publishedAt });
  await recordAudit(db, {
    action: 'listing.published',
    subjectKind: 'listing',
    subjectId: id,
    details: { demonstration: true },
  });
  await appendToOutbox(db, 'listing.published', { listingId: id });
  return true;
}

async function loadInterest(db: Db, seed: SeedInterest, organisationIds: Ids, userIds: Ids): Promise<void> {
  const organisationId = idOf(organisationIds, seed.organisation);
  const [known] = await db
    .select({ id: interestTable.id })
    .from(interestTable)
    .where(and(eq(interestTable.organisationId, organisationId), eq(interestTable.name, seed.name)));
  if (known) return;
  const { name, frequency } = seed;
  const actor = people.find(({ email }) => email === seed.person)?.name ?? seed.person;
  await createInterest(
    db,
    { organisationId, name, criteria: Criteria.parse(seed.criteria), frequency },
    { id: idOf(userIds, seed.person), name: actor },
  );
}

function idOf(ids: Ids, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the demonstration data names ${key}, which is not in it`);
  return id;
}

/** A title as it stands in an address: lower-case letters, digits and hyphens, 80 at the most, cut between words. */
function toSlug(title: string): string {
  const plain = title.normalize('NFKD').replace(/[\p{Mark}’']/gu, '');
  const words = plain.toLowerCase().match(/[a-z0-9]+/g) ?? ['listing'];
  const slug = words.join('-');
  return slug.length <= 80 ? slug : slug.slice(0, 81).replace(/-[^-]*$/, '');
}
