// What roles may do: pure rules, read as sentences and tested as tables.
import type { MemberRole } from '@exchange/contracts';

/** What a rule needs to know of who asks. */
export interface Person {
  isStaff: boolean;
  emailVerified: boolean;
  memberships: ReadonlyMap<string, MemberRole>;
}

export const isMember = (person: Person | undefined, organisationId: string) =>
  person?.memberships.has(organisationId) ?? false;

const hasRole = (person: Person | undefined, organisationId: string, ...roles: MemberRole[]) => {
  const role = person?.memberships.get(organisationId);
  return role !== undefined && roles.includes(role);
};

/** Members and staff see what an organisation keeps to itself. */
export const canReadWithin = (person: Person | undefined, organisationId: string) =>
  person !== undefined && (person.isStaff || isMember(person, organisationId));

/** Owners and editors write listings and interests; staff may too. */
export const canWriteFor = (person: Person | undefined, organisationId: string) =>
  person !== undefined && (person.isStaff || hasRole(person, organisationId, 'owner', 'editor'));

/** Owners manage the organisation and its members; staff may too. */
export const canManage = (person: Person | undefined, organisationId: string) =>
  person !== undefined && (person.isStaff || hasRole(person, organisationId, 'owner'));

export const canModerate = (person: Person | undefined) => person?.isStaff ?? false;
