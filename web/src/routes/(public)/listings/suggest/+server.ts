// Suggestions for the search box while somebody types. Without an answer there are none: the search itself still works.
import type { Suggestion } from '@exchange/contracts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const found = q === '' ? null : await locals.api.get<{ items: Suggestion[] }>('/listings/suggest', { q });
  return Response.json(found?.ok ? found.data.items : [], { headers: { 'cache-control': 'private, max-age=30' } });
};
