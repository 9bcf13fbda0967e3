// The picture that is shown where a listing's address is shared.
import { sharedFile } from '#lib/listings/shared-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, request }) =>
  sharedFile(locals.api, '/og.png', params.slug, request);
