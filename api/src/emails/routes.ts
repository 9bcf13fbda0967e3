// Mail to look at while no mail server is set: /dev/mailbox.
import { EmailAddress, KeptEmail } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpoint } from '../plugins/endpoint.ts';
import { IdParams } from '../requests.ts';
import { getKeptEmail, listMailbox } from './service.ts';

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
export const emailRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/dev/mailbox', { schema: mailbox }, async (request) => listMailbox(context, request.query));
  app.get('/dev/mailbox/:id', { schema: message }, async (request) => getKeptEmail(context, request.params.id));
};
