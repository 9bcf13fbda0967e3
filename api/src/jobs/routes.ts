// The work behind the pages: /admin/jobs
import { DeadJob, pageOf, WithReason, WorkStatus } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import { decideJob, getWorkStatus, listDeadJobs } from './service.ts';

const endpoint = endpointsOf('admin');

const status = endpoint('getWorkStatus', 'How many facts, messages and jobs wait, and how many were given up (staff)', {
  gives: WorkStatus,
  fails: [403],
});
const list = endpoint('listDeadJobs', 'Jobs that were given up, newest first (staff)', {
  takes: { querystring: PageRequest.extend({ state: DeadJob.shape.state.default('waiting') }) },
  gives: pageOf(DeadJob),
  fails: [403],
});
const decision = (operationId: string, summary: string) =>
  endpoint(operationId, summary, {
    takes: { params: IdParams, body: WithReason },
    gives: DeadJob,
    fails: [403, 404, 409],
  });
const retry = decision('retryJob', 'Try a job once more that was given up (staff)');
const discard = decision('discardJob', 'Leave a job that was given up (staff)');

export const jobRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/jobs/status', { ...signedIn, schema: status }, async (request) =>
    getWorkStatus(context, viewerOf(request)),
  );
  app.get('/admin/jobs', { ...signedIn, schema: list }, async (request) =>
    listDeadJobs(context, viewerOf(request), request.query),
  );
  app.post('/admin/jobs/:id/retry', { ...signedIn, schema: retry }, async (request) =>
    decideJob(context, viewerOf(request), request.params.id, { state: 'retried', reason: request.body.reason }),
  );
  app.post('/admin/jobs/:id/discard', { ...signedIn, schema: discard }, async (request) =>
    decideJob(context, viewerOf(request), request.params.id, { state: 'discarded', reason: request.body.reason }),
  );
};
