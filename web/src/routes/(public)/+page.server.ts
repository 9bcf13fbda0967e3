// Home: the newest published innovations, and how many there are.
import { searchListings } from '#lib/api/listings.ts';
import { cardView } from '#lib/listings/card.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const newest = await searchListings(locals.api, { sort: 'newest', limit: 6 });
  // The home page stands without the list: its doors lead on while the api is away.
  if (!newest.ok) return { newest: [], total: null };
  return { newest: newest.data.items.map((item) => cardView(item)), total: newest.data.total };
};
