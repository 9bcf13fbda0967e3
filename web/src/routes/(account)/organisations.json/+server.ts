// Organisations that may be meant by what somebody types, for the field where one is chosen. Without an answer there are none to suggest.
import { findCandidates } from '#lib/organisations/choose.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const q = url.searchParams.get('q')?.trim() ?? '';
  const found = q.length < 2 || locals.person === null ? [] : await findCandidates(locals.api, q);
  return Response.json(found, { headers: { 'cache-control': 'private, max-age=30' } });
};
