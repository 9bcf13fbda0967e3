// What people look for: /admin/searches for staff, /unmet-demand for everybody.
import { SearchReport, SearchReportQuery, UnmetDemand } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { cacheFor } from '../plugins/caching.ts';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { getSearchReport, getUnmetDemand } from './service.ts';

const endpoint = endpointsOf('admin');
const searchEndpoint = endpointsOf('search');

const report = endpoint(
  'getSearchReport',
  'What people search for, what they do not find, and the filters they use (staff)',
  {
    description:
      'Words are shown once five different people searched for them on one day. Counts only: no person is kept.',
    takes: { querystring: SearchReportQuery },
    gives: SearchReport,
    fails: [403],
  },
);
const unmet = searchEndpoint(
  'getUnmetDemand',
  'What at least five people looked for in the last 90 days and mostly did not find',
  { security: nobody, gives: UnmetDemand },
);

export const searchedRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/searches', { ...signedIn, schema: report }, async (request) =>
    getSearchReport(context, viewerOf(request), request.query.days),
  );
  app.get('/unmet-demand', { schema: unmet }, async (_request, reply) => {
    cacheFor(reply, 300);
    return getUnmetDemand(context);
  });
};
