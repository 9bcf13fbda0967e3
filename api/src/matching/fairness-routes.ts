// Whether matching treats organisations alike, for staff: /admin/fairness
import { FairnessReport } from '@exchange/contracts';
import { reportFairness } from '@exchange/db/matching/fairness';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { requireStaff } from '../organisations/service.ts';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';

const endpoint = endpointsOf('admin');

const report = endpoint(
  'getFairnessReport',
  'Match rates and scores by form, size, place and age of organisations (staff)',
  {
    description:
      'Of the listings published now. Figures of groups with fewer organisations than `leastInGroup` are null. Differences may have reasons that are fair: what is listed, and what is asked for.',
    gives: FairnessReport,
    fails: [403],
  },
);

export const fairnessRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/fairness', { ...signedIn, schema: report }, async (request) => {
    requireStaff(viewerOf(request));
    return reportFairness(context.db, context.now());
  });
};
