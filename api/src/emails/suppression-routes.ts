// Bounces and complaints come in here, and staff see and lift what they led to.
import { EmailAddress, MailReportResult, pageOf, Suppression, WithReason } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import {
  getOwnSuppression,
  liftSuppression,
  listSuppressions,
  requireMailServer,
  takeMailReport,
} from './suppression-service.ts';

const endpoint = endpointsOf('emails');
const adminEndpoint = endpointsOf('admin');
const meEndpoint = endpointsOf('me');

const MESSAGE = 'message/rfc822';

const report = endpoint(
  'takeMailReport',
  'Take in a report of a bounce (RFC 3464) or a complaint (RFC 5965), from your own mail server',
  {
    description:
      'The body is the message as it came in. It counts only when it names a message of ours by its Message-ID or envelope id; anything else is answered with `unknown` and changes nothing. Exists only where MAIL_EVENTS_TOKEN is set.',
    security: [{ mailEvents: [] }],
    consumes: [MESSAGE],
    takes: { body: z.string() },
    gives: MailReportResult,
    fails: [404],
  },
);
const list = adminEndpoint('listSuppressions', 'Addresses that take no mail, newest first (staff)', {
  takes: { querystring: PageRequest.extend({ address: EmailAddress.optional() }) },
  gives: pageOf(Suppression),
  fails: [403],
});
const lift = adminEndpoint('liftSuppression', 'Let mail go to an address again (staff)', {
  takes: { params: IdParams, body: WithReason },
  fails: [403, 404],
});
const own = meEndpoint('getOwnSuppression', 'Whether one’s own address takes mail, and if not, why', {
  gives: z.object({ suppression: Suppression.pick({ reason: true, since: true }).nullable() }),
});

export const suppressionRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/suppressions', { ...signedIn, schema: list }, async (request) =>
    listSuppressions(context, viewerOf(request), request.query),
  );
  app.post('/admin/suppressions/:id/lift', { ...signedIn, schema: lift }, async (request, reply) => {
    await liftSuppression(context, viewerOf(request), request.params.id, request.body.reason);
    return reply.code(204).send();
  });
  app.get('/me/suppression', { ...signedIn, schema: own }, async (request) =>
    getOwnSuppression(context, viewerOf(request)),
  );
  // Only here is a mail a body.
  await app.register(async (reports: typeof app) => {
    reports.removeAllContentTypeParsers();
    reports.addContentTypeParser(MESSAGE, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    reports.post(
      '/mail/events',
      {
        schema: report,
        // Before the body is read.
        onRequest: async (request) => requireMailServer(context, request.headers.authorization),
      },
      async (request) => takeMailReport(context, request.body),
    );
  });
};
