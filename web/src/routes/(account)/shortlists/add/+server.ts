// Adds what was ticked to a shortlist, and goes back to where it was ticked.
import { error, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { keep } from '#lib/shortlists/keep.ts';
import { safeNext } from '#lib/session/next.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { RequestHandler } from './$types';

const MOST = 100;
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value);

export const POST: RequestHandler = async ({ locals, request, url }) => {
  const data = await request.formData();
  const given = data.get('next');
  const next = new URL(safeNext(typeof given === 'string' ? given : null, '/shortlists'), url);
  const membership = requireWriter({ locals, url: next });
  const listings = [...new Set([...data.getAll('listing'), ...data.getAll('id')])].filter(isId).slice(0, MOST);
  const shortlist = data.get('shortlist');
  if (listings.length === 0) error(422, 'Tick the innovations to add first: go back, tick them, and try again.');
  const { id } = need(
    await keep(locals.api, membership, typeof shortlist === 'string' ? shortlist : '', listings),
    '/shortlists',
  );
  next.searchParams.set('kept', id);
  redirect(303, `${next.pathname}${next.search}`);
};
