// What roles may do with shortlists: pure rules, tested as a table. They are an organisation's own thoughts: staff see them only as members.
import { isMember, type Person } from '../accounts/policy.ts';

/** Members see their organisation's shortlists, and nobody else does. */
export const canReadShortlists = isMember;

/** Owners and editors write them; viewers read. */
export function canWriteShortlists(person: Person | undefined, organisationId: string): boolean {
  const role = person?.memberships.get(organisationId);
  return role === 'owner' || role === 'editor';
}
