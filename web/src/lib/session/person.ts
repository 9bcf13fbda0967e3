// Who a request speaks for, in the parts that pages show. Tokens are never among them.
import type { Me } from '@exchange/contracts';

export type Membership = Me['memberships'][number];
export interface SignedInPerson {
  user: Me['user'];
  memberships: Membership[];
  unreadNotifications: number;
}

/**
 * The organisation a person acts for: the one they chose, else their first.
 * @param chosen the slug kept in a cookie; ignored when they do not belong to it
 */
export function currentMembership(person: SignedInPerson | null, chosen: string | undefined): Membership | null {
  const memberships = person?.memberships ?? [];
  return memberships.find(({ organisation }) => organisation.slug === chosen) ?? memberships[0] ?? null;
}

/** True for those who may write for the organisation (product.md, "Who may"). */
export function mayWrite(membership: Membership | null): boolean {
  return membership !== null && membership.role !== 'viewer';
}

/** True for an organisation's owners, who look after it, and for the exchange team. */
export function mayManage({ user, memberships }: SignedInPerson, organisationId: string): boolean {
  return (
    user.isStaff || memberships.some(({ organisation, role }) => organisation.id === organisationId && role === 'owner')
  );
}
