// Builders of test data, shared by the tests of every workspace and by the bench: each makes a row that could be real.
import type { ListingContent, MemberRole } from '@exchange/contracts';
import { hashPassword } from './accounts/passwords.ts';
import { insertUser, type UserRow } from './accounts/queries.ts';
import type { Db } from './index.ts';
import {
  assignListingSlug,
  findListing,
  insertListing,
  updateListingState,
  type StoredListing,
} from './listings/queries.ts';
import {
  findOrganisation,
  insertMembership,
  insertOrganisation,
  replaceIdentifiers,
  updateOrganisation,
  type IdentifierOf,
  type NewOrganisation,
  type StoredOrganisation,
} from './organisations/queries.ts';

let serial = 0;
const next = () => (serial += 1);

/** The password of every person made here. */
export const PASSWORD = 'correct horse battery';
let passwordHash: Promise<string> | undefined;

/** A person with a verified address who can sign in with PASSWORD. */
export async function aUser(
  db: Db,
  given: { email?: string; name?: string; isStaff?: boolean; isReviewer?: boolean; emailVerifiedAt?: Date | null } = {},
): Promise<UserRow> {
  passwordHash ??= hashPassword(PASSWORD);
  const number = String(next());
  const user = await insertUser(db, {
    email: `person-${number}-${crypto.randomUUID().slice(0, 8)}@example.org`,
    name: `Person ${number}`,
    emailVerifiedAt: new Date(),
    ...given,
    passwordHash: await passwordHash,
    unsubscribeToken: crypto.randomUUID(),
  });
  if (!user) throw new Error(`there is a user with the address ${String(given.email)} already`);
  return user;
}

/** A member of the exchange team. */
export async function aStaffUser(db: Db, given: Parameters<typeof aUser>[1] = {}): Promise<UserRow> {
  return aUser(db, { name: 'Sam Staff', ...given, isStaff: true });
}

interface GivenOrganisation extends Partial<NewOrganisation> {
  identifiers?: IdentifierOf[];
  members?: { user: { id: string }; role: MemberRole }[];
  verified?: boolean;
}

/** An innovator charity in the North East, with the members given. */
export async function anOrganisation(db: Db, given: GivenOrganisation = {}): Promise<StoredOrganisation> {
  const { identifiers = [], members = [], verified = false, ...values } = given;
  const number = String(next());
  const id = await insertOrganisation(db, `charity-${number}-${crypto.randomUUID().slice(0, 8)}`, {
    name: `Charity ${number}`,
    roles: ['innovator'],
    legalForm: 'charity',
    regions: ['TLC'],
    ...values,
  });
  const taken = await replaceIdentifiers(db, id, identifiers);
  if (taken) throw new Error(`${taken.scheme} ${taken.id} belongs to another organisation`);
  if (verified) await updateOrganisation(db, id, { verifiedAt: new Date() });
  for (const { user, role } of members) await insertMembership(db, { organisationId: id, userId: user.id, role });
  return orFail(await findOrganisation(db, id));
}

/** A listing's content with everything that submitting needs. */
export function completeContent(changes: Partial<ListingContent> = {}): ListingContent {
  const number = String(next());
  return {
    title: `Low vision service ${number}`,
    summary: 'Help at home within two weeks for people who are losing their sight.',
    problem: 'People wait months for an assessment, and lose confidence and independence meanwhile.',
    howItWorks: 'A trained volunteer visits with magnifiers and lamps, and comes back until they are in use.',
    innovationType: 'new_service',
    stage: 'pilot',
    serviceAreas: ['health_social_care'],
    beneficiaries: ['older_people'],
    regions: ['TLC'],
    evidenceLevel: 1,
    asks: [
      { kind: 'investment', amountMin: 50_000, amountMax: 120_000, instruments: ['grant'], purpose: 'Two more towns' },
    ],
    ...changes,
  };
}

interface GivenListing extends Partial<ListingContent> {
  organisationId?: string;
  createdBy?: string;
  sourceId?: string;
  isDemonstration?: boolean;
}

/** A complete draft, of a new organisation unless told. */
export async function aListing(db: Db, given: GivenListing = {}): Promise<StoredListing> {
  const { organisationId, createdBy, sourceId, isDemonstration, ...content } = given;
  const owner = organisationId ?? (await anOrganisation(db)).id;
  const id = await insertListing(
    db,
    { organisationId: owner, createdBy, sourceId, isDemonstration },
    completeContent(content),
  );
  return orFail(await findListing(db, id));
}

/** A published listing. It is not in any search index, and no event tells of it. */
export async function aPublishedListing(
  db: Db,
  given: GivenListing & { publishedAt?: Date } = {},
): Promise<StoredListing> {
  const { publishedAt = new Date(), ...rest } = given;
  const { id } = await aListing(db, rest);
  await updateListingState(db, id, { state: 'published', submittedAt: publishedAt, publishedAt });
  await assignListingSlug(db, id, `listing-${String(next())}-${id.slice(-8)}`);
  return orFail(await findListing(db, id));
}

function orFail<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('what was just made is not there');
  return found;
}
