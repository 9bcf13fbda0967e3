// Everything in here is for people who are signed in; others sign in first and come back.
import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (locals.person === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
};
