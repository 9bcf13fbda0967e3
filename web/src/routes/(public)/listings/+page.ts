// The map's code is loaded where there is a map: who reads a list does not wait for it.
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  RegionMap: data.map ? (await import('#lib/regions/RegionMap.svelte')).default : null,
});
