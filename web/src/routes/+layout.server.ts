// What every page knows: who is signed in (never their tokens) and which organisation they act for.
import { getConfig } from '../config.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
  const { person, membership } = locals;
  const contact = getConfig().CONTACT_EMAIL ?? null;
  if (person === null) return { contact, person: null, acting: null, unread: 0, organisations: [] };
  const { name, email, isStaff, isReviewer, emailVerified } = person.user;
  const acting = membership && {
    slug: membership.organisation.slug,
    name: membership.organisation.name,
    roles: membership.organisation.roles,
    role: membership.role,
  };
  return {
    contact,
    person: { name, email, isStaff, isReviewer, emailVerified },
    acting,
    unread: person.unreadNotifications,
    organisations: person.memberships.map(({ organisation: { slug, name: label } }) => ({ slug, name: label })),
  };
};
