// Mail to look at: /dev/mailbox while no mail server is set, /admin/emails for staff.
import { EmailAddress, EmailLogEntry, EmailState, KeptEmail, pageOf } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import { getKeptEmail, listMail, listMailbox } from './service.ts';

const mailbox = endpoint(
  {
    operationId: 'listMailbox',
    tags: ['mailbox'],
    summary: 'Kept messages, newest first; exists only while no mail server is set',
    querystring: z.strictObject({
      to: EmailAddress.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: { 200: z.object({ items: z.array(KeptEmail) }) },
  },
  [404, 422],
);
const message = endpoint(
  {
    operationId: 'getKeptEmail',
    tags: ['mailbox'],
    summary: 'One kept message',
    params: IdParams,
    response: { 200: KeptEmail },
  },
  [404],
);
const log = endpoint(
  {
    operationId: 'listEmails',
    tags: ['admin'],
    summary: 'The mail log: to whom, why, when, and what became of it (staff)',
    security: bearer,
    querystring: PageRequest.extend({ to: EmailAddress.optional(), state: EmailState.optional() }),
    response: { 200: pageOf(EmailLogEntry) },
  },
  [401, 403, 422],
);

export const emailRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/dev/mailbox', { schema: mailbox }, async (request) => listMailbox(context, request.query));
  app.get('/dev/mailbox/:id', { schema: message }, async (request) => getKeptEmail(context, request.params.id));
  app.get('/admin/emails', { ...signedIn, schema: log }, async (request) =>
    listMail(context, viewerOf(request), request.query),
  );
};
