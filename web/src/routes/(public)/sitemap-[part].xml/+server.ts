// One part of the sitemap, where there are too many pages for one.
import { openSitemap } from '#lib/api/sitemap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
  openSitemap(locals.api, `/sitemap-${encodeURIComponent(params.part)}.xml`);
