// What a page needs of the person who opens it; where it is missing, they are led to where they can get it.
import { error, redirect } from '@sveltejs/kit';
import { mayWrite, type Membership, type SignedInPerson } from './person.ts';

type Visit = { locals: App.Locals; url: URL };

/** The person, or the sign-in page and back. */
export function requirePerson({ locals, url }: Visit): SignedInPerson {
  if (locals.person === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  return locals.person;
}

/** The organisation they act for, or the page that makes one and leads back. */
export function requireMembership(visit: Visit): Membership {
  requirePerson(visit);
  const { locals, url } = visit;
  if (locals.membership === null)
    redirect(303, `/organisations/new?next=${encodeURIComponent(url.pathname + url.search)}`);
  return locals.membership;
}

/** The same, for those who may write; viewers are told why not. */
export function requireWriter(visit: Visit): Membership {
  const membership = requireMembership(visit);
  if (!mayWrite(membership)) {
    error(
      403,
      `You can read what ${membership.organisation.name} has here, but not change it. Ask one of its owners to make you an editor.`,
    );
  }
  return membership;
}
