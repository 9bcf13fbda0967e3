// Every public page, for search engines.
import { openSitemap } from '#lib/api/sitemap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => openSitemap(locals.api, '/sitemap.xml');
