// Signing out: POST only, so that no link or prefetch can do it.
import { redirect } from '@sveltejs/kit';
import { logout } from '#lib/api/accounts.ts';
import { dropTokens, readTokens } from '#lib/session/cookies.ts';
import { safeNext } from '#lib/session/next.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies, request, url }) => {
  const next = (await request.formData()).get('next');
  const { refresh } = readTokens(cookies);
  // Whether or not the api hears of it, this browser forgets its tokens.
  if (refresh !== undefined) await logout(locals.api, refresh);
  dropTokens(cookies, url);
  redirect(303, safeNext(typeof next === 'string' ? next : null, '/'));
};
