// The map of a listing: /regions.svg?all=TLC.TLD&part=TLE&could=TLF. The same address always gives the same picture.
import { readPlaces, regionPicture } from '#lib/regions/picture.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const A_WEEK = 7 * 24 * 3600;

export const GET: RequestHandler = ({ url }) => {
  const places = readPlaces(url.searchParams);
  if (places === null) error(404, 'There is no such map.');
  return new Response(regionPicture(places), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': `public, max-age=${String(A_WEEK)}` },
  });
};
