// Everything in here is for the exchange team, and reviews also for those it appointed; for everybody else it is not there.
import { error, redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (locals.person === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { isStaff, isReviewer } = locals.person.user;
  const isOfReviews = /^\/staff\/review(\/|$)/.test(url.pathname);
  if (!isStaff && !(isReviewer && isOfReviews)) error(404, 'We cannot find that page.');
};
