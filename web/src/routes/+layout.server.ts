// What every page knows: who is signed in (never their tokens) and which organisation they act for.
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
  const { person, membership } = locals;
  if (person === null) return { person: null, acting: null, unread: 0, organisations: [] };
  const { name, email, isStaff, isReviewer, emailVerified } = person.user;
  const acting = membership && {
    slug: membership.organisation.slug,
    name: membership.organisation.name,
    roles: membership.organisation.roles,
    role: membership.role,
  };
  return {
    person: { name, email, isStaff, isReviewer, emailVerified },
    acting,
    unread: person.unreadNotifications,
    organisations: person.memberships.map(({ organisation: { slug, name: label } }) => ({ slug, name: label })),
  };
};
