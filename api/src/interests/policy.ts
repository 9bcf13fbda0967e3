// What roles may do with interests and matches: pure rules, tested as tables.
import { canReadWithin, canWriteFor, isMember, type Person } from '../accounts/policy.ts';

/** An organisation's interests, and the matches of them, are its own: members and staff see them. */
export const canReadInterests = canReadWithin;

/** Owners and editors make, change and delete interests, and act on matches; staff may too. */
export const canWriteInterests = canWriteFor;

/** How often one is mailed is each member's own choice, a viewer's too. */
export const canSetOwnAlert = isMember;

/** From which side somebody sees a match; undefined when they may not. Who is on both sides sees it as the interest's. */
export function sideOf(
  person: Person,
  match: { interestOrganisationId: string; listingOrganisationId: string },
): 'interest' | 'listing' | undefined {
  if (canReadWithin(person, match.interestOrganisationId)) return 'interest';
  return canReadWithin(person, match.listingOrganisationId) ? 'listing' : undefined;
}
