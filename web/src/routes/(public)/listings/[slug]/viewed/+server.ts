// Told by the page itself when somebody came to it within the site: its data may have been fetched ahead, so that fetching is not counted.
import { getListing } from '#lib/api/listings.ts';
import { countView } from '#lib/listings/views.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
  const listing = await getListing(locals.api, params.slug);
  if (listing.ok && listing.data.state === 'published') countView(locals.api, listing.data.id, request.headers);
  return new Response(null, { status: 204 });
};
