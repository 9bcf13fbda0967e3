// Switching the organisation one acts for.
import { error, redirect } from '@sveltejs/kit';
import { keepOrganisation } from '#lib/session/cookies.ts';
import { safeNext } from '#lib/session/next.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, request, cookies, url }) => {
  const data = await request.formData();
  const slug = data.get('organisation');
  const next = data.get('next');
  const mine = locals.person?.memberships.find(({ organisation }) => organisation.slug === slug);
  if (mine === undefined) error(404, 'You do not belong to that organisation.');
  keepOrganisation(cookies, url, mine.organisation.slug);
  redirect(303, safeNext(typeof next === 'string' ? next : null));
};
