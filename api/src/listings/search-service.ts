// Finding listings, through the index; and setting a few side by side.
import type { Listing, ListingCard, ListingPage, ListingQuery, Relaxed } from '@exchange/contracts';
import { findListing } from '@exchange/db/listings/queries';
import type { Viewer } from '@exchange/db/accounts/queries';
import { nearResults, relax, SearchTimeoutError } from '@exchange/search';
import type { Context } from '../context.ts';
import { unavailable } from '../errors.ts';
import { canRead } from './policy.ts';
import { requireKnownFilters } from './search-filters.ts';
import { toPublicView, unknownListing } from './service.ts';

const PAGE = 100;

/** Says a search that was stopped in words, with 503. */
async function inTime<T>(search: Promise<T>): Promise<T> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof SearchTimeoutError) throw unavailable(error.message, error);
    throw error;
  }
}

/** A page of results; where there are few, with what holds some of the words. */
export async function findListings({ db, index }: Context, query: ListingQuery): Promise<ListingPage> {
  await requireKnownFilters(db, query);
  const search = (asked: ListingQuery) => index.search(asked);
  const page = await inTime(search(query));
  // An extra: what was found is given without it where it takes too long, as relax leaves out an attempt that fails.
  const near = await nearResults(search, query, page).catch(() => undefined);
  return { ...page, ...(near ? { near } : {}) };
}

/** What asking for less than a search would find. It takes as long as a handful of searches. */
export async function findLess({ db, index }: Context, query: ListingQuery): Promise<Relaxed> {
  await requireKnownFilters(db, query);
  return relax((asked) => index.search(asked), query);
}

/** Up to `most` cards of a search, best first, however its own page was set. */
export async function findCards(context: Context, query: ListingQuery, most: number): Promise<ListingCard[]> {
  await requireKnownFilters(context.db, query);
  const cards: ListingCard[] = [];
  for (let page = 1; cards.length < most; page += 1) {
    const { items } = await inTime(context.index.search({ ...query, page, limit: Math.min(PAGE, most) }));
    cards.push(...items);
    if (items.length < PAGE) break;
  }
  return cards.slice(0, most);
}

/** Published listings most like this one; of one that may not be seen, 404. */
export async function findSimilar(
  context: Context,
  viewer: Viewer | undefined,
  idOrSlug: string,
): Promise<{ items: ListingCard[] }> {
  const listing = await findListing(context.db, idOrSlug);
  if (!listing || !canRead(viewer, { state: listing.state, organisationId: listing.organisation.id }))
    throw unknownListing();
  return { items: await context.index.similar(listing.id, 6) };
}

/** The published ones of these, in the order asked for; the others are left out. */
export async function compareListings(context: Context, ids: readonly string[]): Promise<{ items: Listing[] }> {
  const found = await Promise.all([...new Set(ids)].map((id) => findListing(context.db, id)));
  return { items: found.flatMap((one) => (one?.state === 'published' ? [toPublicView(one)] : [])) };
}
