// Finding listings: /listings, /listings/relaxed, /listings/suggest, /listings/compare, /listings/:id/similar, /listings.csv, /listings.atom
import { Listing, ListingCard, ListingPage, ListingQuery, Relaxed, Suggestions } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cacheFor } from '../plugins/caching.ts';
import { bearerOrNobody, endpointsOf, nobody } from '../plugins/endpoint.ts';
import { maybeSignedIn } from '../plugins/viewer.ts';
import { itemsOf, SlugOrId } from '../requests.ts';
import { toAtom } from './atom.ts';
import { toCsv } from './csv.ts';
import { compareListings, findCards, findLess, findListings, findSimilar } from './search-service.ts';

const endpoint = endpointsOf('search');
const MOST_ROWS = 1000;
const MOST_ENTRIES = 50;

const search = endpoint('searchListings', 'Find published listings: words, filters, counts, highlights', {
  description:
    'Repeat a parameter for any of its values; across parameters all must hold. A place, a stage or an ask at the beginning or end of `q` is taken for a filter, which `understood` says and `asWords` prevents; slips are corrected, which `correctedQuery` says; `exact` prevents both. Where few listings hold all of several words, those that hold some are results too; with `words=all` they are `near`, apart from the results: the set of an interest with the same words. Where nothing is found, `/listings/relaxed` says what asking for less would find.',
  security: nobody,
  takes: { querystring: ListingQuery },
  gives: ListingPage,
});
const relaxed = endpoint(
  'relaxSearch',
  'What asking for less than this search would find: a filter, a word or a mark left out, the nearest first',
  {
    description:
      'For a search that found nothing: at most six searches with how many each finds, and the best five of the nearest. Both lists are empty where nothing is near.',
    security: nobody,
    takes: { querystring: ListingQuery },
    gives: Relaxed,
  },
);
const suggest = endpoint('suggestListings', 'Titles and terms while typing, at most 8', {
  security: nobody,
  takes: { querystring: z.strictObject({ q: z.string().trim().max(100).default('') }) },
  gives: Suggestions,
});
const compare = endpoint(
  'compareListings',
  'Up to four published listings side by side, by id or slug; what is not public is left out',
  {
    security: nobody,
    takes: {
      querystring: z.strictObject({
        id: z.preprocess((value): unknown => (Array.isArray(value) ? value : [value]), z.array(SlugOrId).min(1).max(4)),
      }),
    },
    gives: itemsOf(Listing),
  },
);
const similar = endpoint('similarListings', 'Listings most like this one', {
  security: bearerOrNobody,
  takes: { params: z.object({ id: SlugOrId }) },
  gives: itemsOf(ListingCard),
  fails: [404],
});
const file = (operationId: string, summary: string, type: string) =>
  endpoint(operationId, summary, {
    security: nobody,
    takes: { querystring: ListingQuery },
    replies: { 200: { description: summary, content: { [type]: { schema: z.string() } } } },
  });

const asText = () => (payload: unknown) => String(payload);

export const searchRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  const { webUrl, publicUrl } = context.config;
  // The engine's page goes out as it is: checking each of its fields again would cost more than finding them did.
  const asIs = { serializerCompiler: () => JSON.stringify };
  app.get('/listings', { ...asIs, schema: search }, async (request, reply) => {
    cacheFor(reply, 30);
    const page = await findListings(context, request.query);
    app.searches.record(request.query, page, request.clientAddress);
    return page;
  });
  app.get('/listings/relaxed', { ...asIs, schema: relaxed }, async (request, reply) => {
    cacheFor(reply, 30);
    return findLess(context, request.query);
  });
  app.get('/listings/suggest', { schema: suggest }, async (request, reply) => {
    cacheFor(reply, 30);
    const { q } = request.query;
    return { items: q === '' ? [] : await context.index.suggest(q) };
  });
  app.get('/listings/compare', { schema: compare }, async (request, reply) => {
    cacheFor(reply, 30);
    return compareListings(context, request.query.id);
  });
  app.get('/listings/:id/similar', { ...maybeSignedIn, schema: similar }, async (request, reply) => {
    if (!request.viewer) cacheFor(reply, 60);
    return findSimilar(context, request.viewer, request.params.id);
  });
  const csv = file('exportListings', `The same search as CSV, up to ${MOST_ROWS} rows`, 'text/csv');
  app.get('/listings.csv', { schema: csv, serializerCompiler: asText }, async (request, reply) => {
    const cards = await findCards(context, request.query, MOST_ROWS);
    cacheFor(reply, 60);
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="listings.csv"');
    return toCsv(cards, webUrl);
  });
  const atom = file('feedListings', 'The same search as an Atom feed, the newest first', 'application/atom+xml');
  app.get('/listings.atom', { schema: atom, serializerCompiler: asText }, async (request, reply) => {
    const cards = await findCards(context, { ...request.query, sort: 'newest' }, MOST_ENTRIES);
    const search = new URL(request.url, publicUrl).search;
    cacheFor(reply, 300);
    reply.type('application/atom+xml; charset=utf-8');
    return toAtom(cards, { self: `${publicUrl}${request.url}`, page: `${webUrl}/listings${search}`, webUrl });
  });
};
