// Mail to look at while no mail server is set: /dev/mailbox.
import { EmailAddress, KeptEmail } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { IdParams, itemsOf } from '../requests.ts';
import { getKeptEmail, listMailbox } from './service.ts';

const endpoint = endpointsOf('mailbox');

const mailbox = endpoint('listMailbox', 'Kept messages, newest first; exists only while no mail server is set', {
  security: nobody,
  takes: {
    querystring: z.strictObject({
      to: EmailAddress.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  gives: itemsOf(KeptEmail),
  fails: [404],
});
const message = endpoint('getKeptEmail', 'One kept message', {
  security: nobody,
  takes: { params: IdParams },
  gives: KeptEmail,
  fails: [404],
});
export const emailRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/dev/mailbox', { schema: mailbox }, async (request) => listMailbox(context, request.query));
  app.get('/dev/mailbox/:id', { schema: message }, async (request) => getKeptEmail(context, request.params.id));
};
