// The mail log of the exchange team: /admin/emails, and what each kind of message looks like: /admin/email-kinds.
import {
  EmailAddress,
  EmailDetail,
  EmailKind,
  EmailLogEntry,
  EmailPreview,
  EmailState,
  pageOf,
  WithReason,
} from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, itemsOf, PageRequest } from '../requests.ts';
import { getEmail, getPreview, listPreviews, resendEmail } from './log-service.ts';
import { listMail } from './service.ts';

const endpoint = endpointsOf('admin');

const log = endpoint('listEmails', 'The mail log: to whom, why, when, and what became of it (staff)', {
  takes: {
    querystring: PageRequest.extend({
      to: EmailAddress.optional(),
      kind: EmailKind.optional(),
      state: EmailState.optional(),
    }),
  },
  gives: pageOf(EmailLogEntry),
  fails: [403],
});
const one = endpoint('getEmail', 'One message: what it said, what it is about, and every attempt at it (staff)', {
  takes: { params: IdParams },
  gives: EmailDetail,
  fails: [403, 404],
});
const resend = endpoint('resendEmail', 'Send a message again, as it would be written now (staff)', {
  takes: { params: IdParams, body: WithReason },
  makes: EmailDetail,
  fails: [403, 404, 409],
});
const kinds = endpoint('listEmailKinds', 'The kinds of message, with the subject of each (staff)', {
  gives: itemsOf(EmailPreview.pick({ kind: true, subject: true })),
  fails: [403],
});
const kind = endpoint('getEmailKind', 'A kind of message with made-up content (staff)', {
  takes: { params: z.object({ kind: EmailKind }) },
  gives: EmailPreview,
  fails: [403, 404],
});

export const emailLogRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/emails', { ...signedIn, schema: log }, async (request) =>
    listMail(context, viewerOf(request), request.query),
  );
  app.get('/admin/emails/:id', { ...signedIn, schema: one }, async (request) =>
    getEmail(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/emails/:id/resend', { ...creating, schema: resend }, async (request, reply) => {
    reply.code(201);
    return resendEmail(context, viewerOf(request), request.params.id, request.body.reason);
  });
  app.get('/admin/email-kinds', { ...signedIn, schema: kinds }, async (request) =>
    listPreviews(context, viewerOf(request)),
  );
  app.get('/admin/email-kinds/:kind', { ...signedIn, schema: kind }, async (request) =>
    getPreview(context, viewerOf(request), request.params.kind),
  );
};
