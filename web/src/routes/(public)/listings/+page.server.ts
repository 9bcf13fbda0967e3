// Search: sends the URL's search to the api and gives the page its results, filters and links.
import type { ListingPage } from '@exchange/contracts';
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { relaxSearch, searchListings } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { toSearch } from '#lib/api/client.ts';
import { plural } from '#lib/format/money.ts';
import { authorityFilter } from '#lib/listings/authority-filter.ts';
import { cardView } from '#lib/listings/card.ts';
import {
  chips,
  filterView,
  forApi,
  organisationNames,
  searchHref,
  searchParams,
  withoutValue,
  withPage,
  withParam,
  withValue,
} from '#lib/listings/search.ts';
import { searchProblems } from '#lib/listings/search-problems.ts';
import { lostOnSaving, nearView, relaxedView, understoodChips, withUnderstood } from '#lib/listings/understood.ts';
import { regionMap } from '#lib/regions/map.ts';
import { keepView } from '#lib/shortlists/keep.ts';
import { getConfig } from '../../../config.ts';
import type { PageServerLoad } from './$types';

const nothing: ListingPage = {
  items: [],
  total: 0,
  page: 1,
  limit: 20,
  facets: {
    ask: [],
    serviceArea: [],
    stage: [],
    innovationType: [],
    region: [],
    beneficiary: [],
    minEvidence: [],
    localAuthority: [],
    verified: [],
    amount: [],
    organisation: [],
  },
  correctedQuery: null,
};
const sorts = [
  ['relevance', 'Best match'],
  ['newest', 'Newest'],
  ['evidence', 'Strongest evidence'],
  ['amount', 'Largest amount'],
] as const;

/** How many pages of results can be looked at. */
const lastPage = ({ total, limit }: ListingPage) => Math.max(1, Math.min(1000, Math.ceil(total / limit)));

/** The links to the other pages: the first, the last, and those around this one; from beyond the end, back to the last. */
function pages(params: URLSearchParams, page: number, last: number) {
  const shown = [...new Set([1, page - 1, page, page + 1, last])]
    .filter((one) => one >= 1 && one <= last)
    .sort((a, b) => a - b);
  const to = (one: number) => withPage(params, one);
  return {
    previous: page > 1 ? to(Math.min(page - 1, last)) : null,
    next: page < last ? to(page + 1) : null,
    pages: shown.map((one) => ({ page: one, href: to(one), current: one === page })),
  };
}

/** Orders and views of the same results. */
const waysToSee = (params: URLSearchParams) => ({
  isMap: params.has('view'),
  views: [
    { label: 'List', href: withParam(params, 'view', null), current: !params.has('view') },
    { label: 'List and map', href: withParam(params, 'view', 'map'), current: params.has('view') },
  ],
  sort: sorts.map(([value, label]) => ({
    label,
    href: withParam(params, 'sort', value),
    current: (params.get('sort') ?? 'relevance') === value,
  })),
  sortValue: params.get('sort'),
});

/** The search without its page: a feed or a table begins at the beginning. */
function feedQuery(params: URLSearchParams): string {
  const query = forApi(params);
  query.delete('page');
  return toSearch(query);
}

/** Characters of what was searched for that a tab's title shows. */
const MOST_IN_TITLE = 80;

export const load: PageServerLoad = async ({ locals, url }) => {
  const params = searchParams(url);
  const [reference, found, keep] = await Promise.all([
    getReference(locals.api),
    searchListings(locals.api, forApi(params)),
    keepView(locals.api, locals.membership, url.searchParams.get('kept')),
  ]);
  const refused = !found.ok && found.status === 422;
  const result = refused ? nothing : need(found, url.pathname);
  const authorities = authorityFilter(
    params,
    url.searchParams.get('authority') ?? '',
    reference.localAuthorities,
    result.facets.localAuthority,
  );
  // One that was meant for certain is a filter like any other.
  if (authorities.certain !== null) redirect(303, withValue(params, 'localAuthority', authorities.certain));
  // An extra: the page is as good as it was where that fails.
  const less = !refused && result.total === 0 ? await relaxSearch(locals.api, forApi(params)) : undefined;
  const q = params.get('q');
  const feed = feedQuery(params);
  const now = new Date();
  const last = lastPage(result);
  const saved = withUnderstood(params, result.understood, result.correctedQuery);
  return {
    q,
    amountMin: params.get('amountMin'),
    amountMax: params.get('amountMax'),
    verified: params.has('verified'),
    problems: refused ? searchProblems(found.problem, forApi(params)) : [],
    total: result.total,
    /** Said where an address asks for a page that there is not. */
    beyond: result.page > last ? { page: result.page, last, href: withPage(params, last) } : null,
    title: refused
      ? 'Error: Search'
      : `${q === null ? '' : `${q.length > MOST_IN_TITLE ? `${q.slice(0, MOST_IN_TITLE).toWellFormed()}…` : q}: `}${plural(result.total, 'innovation')}`,
    keep,
    here: searchHref(params),
    share: `${getConfig().WEB_PUBLIC_URL}${searchHref(params)}`,
    authorities,
    ...waysToSee(params),
    map: params.has('view')
      ? regionMap(result.facets.region, params.getAll('region'), (code, chosen) =>
          chosen ? withoutValue(params, 'region', code) : withValue(params, 'region', code),
        )
      : null,
    cards: result.items.map((item) => cardView(item, now)),
    filters: filterView(params, result.facets, reference),
    verifiedCount: result.facets.verified[0]?.count ?? 0,
    chips: chips(params, reference, organisationNames(result.facets)),
    /** What was read out of the words, and the way to search for it as words instead. */
    understood: understoodChips(params, result.understood, reference),
    /** What of the address goes on with the form, beside its fields. */
    asWords: [...params].filter(([name]) => ['asWords', 'exact', 'words'].includes(name)),
    near: nearView(params, result.near, now),
    relaxed: relaxedView(params, less?.ok ? less.data : undefined, reference, now),
    corrected: result.correctedQuery && { to: result.correctedQuery, instead: withParam(params, 'exact', 'true') },
    clear: q === null ? '/listings' : `/listings?${new URLSearchParams({ q }).toString()}`,
    paging: pages(params, result.page, last),
    saveHref: `/interests/new${toSearch(saved)}`,
    saveNote: lostOnSaving(saved, params.get('words') === 'some'),
    atomHref: `${getConfig().API_PUBLIC_URL}/api/v1/listings.atom${feed}`,
    csvHref: `${getConfig().API_PUBLIC_URL}/api/v1/listings.csv${feed}`,
  };
};
