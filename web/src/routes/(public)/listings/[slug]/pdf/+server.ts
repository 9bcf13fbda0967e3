// A listing on one page, as a PDF. Its members also get drafts, and with ?content=pending what they have changed.
import { sharedFile } from '#lib/listings/shared-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  const content = url.searchParams.get('content') === 'pending' ? 'pending' : undefined;
  return sharedFile(locals.api, '.pdf', params.slug, request, content);
};
