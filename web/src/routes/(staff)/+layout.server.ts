// Everything in here is for the exchange team; for everybody else it is not there.
import { error, redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (locals.person === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  if (!locals.person.user.isStaff) error(404, 'We cannot find that page.');
};
