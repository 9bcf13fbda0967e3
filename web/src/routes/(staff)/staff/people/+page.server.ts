// Finding somebody by their address, to help them.
import { redirect } from '@sveltejs/kit';
import { findPeople } from '#lib/api/people.ts';
import { need } from '#lib/api/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const email = url.searchParams.get('email')?.trim() ?? '';
  if (email === '') return { email, message: null };
  const result = await findPeople(locals.api, email);
  if (!result.ok && result.status === 422) return { email, message: `“${email}” is not an email address.` };
  const [found] = need(result, url.pathname).items;
  if (found) redirect(303, `/staff/people/${found.id}`);
  return { email, message: `Nobody has an account with the address ${email}.` };
};
