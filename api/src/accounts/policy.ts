// What roles may do: pure rules, read as sentences and tested as tables.
import type { MemberRole } from '@exchange/contracts';

/** What a rule needs to know of who asks. */
export interface Person {
  isStaff: boolean;
  /** Absent for those who are none. */
  isReviewer?: boolean;
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

/** The reviewed level of evidence is set by staff, and by reviewers of what no organisation of theirs writes. */
export const canReviewEvidence = (person: Person | undefined, writers: readonly string[]) =>
  person !== undefined &&
  (person.isStaff || ((person.isReviewer ?? false) && !writers.some((id) => isMember(person, id))));

/** Only they agree on its behalf: what staff may look after, they may not promise for others. */
export const isOwner = (person: Person | undefined, organisationId: string) => hasRole(person, organisationId, 'owner');

export const canModerate = (person: Person | undefined) => person?.isStaff ?? false;
