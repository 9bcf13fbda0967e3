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
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import { getEmail, getPreview, listPreviews, resendEmail } from './log-service.ts';
import { listMail } from './service.ts';

const tags = ['admin'];
const security = bearer;

const log = endpoint(
  {
    operationId: 'listEmails',
    tags,
    summary: 'The mail log: to whom, why, when, and what became of it (staff)',
    security,
    querystring: PageRequest.extend({
      to: EmailAddress.optional(),
      kind: EmailKind.optional(),
      state: EmailState.optional(),
    }),
    response: { 200: pageOf(EmailLogEntry) },
  },
  [401, 403, 422],
);
const one = endpoint(
  {
    operationId: 'getEmail',
    tags,
    summary: 'One message: what it said, what it is about, and every attempt at it (staff)',
    security,
    params: IdParams,
    response: { 200: EmailDetail },
  },
  [401, 403, 404],
);
const resend = endpoint(
  {
    operationId: 'resendEmail',
    tags,
    summary: 'Send a message again, as it would be written now (staff)',
    security,
    params: IdParams,
    body: WithReason,
    response: { 201: EmailDetail },
  },
  [401, 403, 404, 409, 422],
);
const kinds = endpoint(
  {
    operationId: 'listEmailKinds',
    tags,
    summary: 'The kinds of message, with the subject of each (staff)',
    security,
    response: { 200: z.object({ items: z.array(EmailPreview.pick({ kind: true, subject: true })) }) },
  },
  [401, 403],
);
const kind = endpoint(
  {
    operationId: 'getEmailKind',
    tags,
    summary: 'A kind of message with made-up content (staff)',
    security,
    params: z.object({ kind: EmailKind }),
    response: { 200: EmailPreview },
  },
  [401, 403, 404],
);

export const emailLogRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/emails', { ...signedIn, schema: log }, async (request) =>
    listMail(context, viewerOf(request), request.query),
  );
  app.get('/admin/emails/:id', { ...signedIn, schema: one }, async (request) =>
    getEmail(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/emails/:id/resend', { ...creating, schema: resend }, async (request, reply) => {
    const email = await resendEmail(context, viewerOf(request), request.params.id, request.body.reason);
    return reply.code(201).send(email);
  });
  app.get('/admin/email-kinds', { ...signedIn, schema: kinds }, async (request) =>
    listPreviews(context, viewerOf(request)),
  );
  app.get('/admin/email-kinds/:kind', { ...signedIn, schema: kind }, async (request) =>
    getPreview(context, viewerOf(request), request.params.kind),
  );
};
