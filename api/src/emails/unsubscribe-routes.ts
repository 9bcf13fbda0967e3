// Stopping alerts by the link in a mail, without signing in (RFC 8058): GET shows, POST acts.
import { UnsubscribeView } from '@exchange/contracts';
import { findUnsubscribe, unsubscribe } from '@exchange/db/interests/queries';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalid, notFound } from '../errors.ts';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';

const endpoint = endpointsOf('emails');
const Token = z.string().min(1, 'must not be empty').max(500);
const isYes = (value: unknown) => (value === 'true' || value === 'on' ? true : value === 'false' ? false : value);

/**
 * A mail program sends the form field `List-Unsubscribe=One-Click`, and may send more: stopping mail is never refused for a
 * field too many.
 */
const UnsubscribeBody = z.preprocess(
  (value) => value ?? {},
  z.looseObject({
    token: Token.optional(),
    all: z.preprocess(isYes, z.boolean().optional()),
    instead: z.literal('weekly').optional(),
    'List-Unsubscribe': z.string().optional(),
  }),
);

const view = endpoint('viewUnsubscribe', 'What the link of a mail would stop; nothing is changed', {
  security: nobody,
  takes: { querystring: z.object({ token: Token }) },
  gives: UnsubscribeView,
  fails: [404],
});
const act = endpoint('unsubscribe', 'Stop one interest’s alert, or with `all` every alert of the person', {
  description:
    'The token is in the query or in the body, which is JSON or a form (RFC 8058: `List-Unsubscribe=One-Click`). Interests stay; doing it again changes nothing. With `instead: "weekly"` the mail comes weekly rather than not at all.',
  security: nobody,
  takes: { querystring: z.object({ token: Token.optional() }), body: UnsubscribeBody },
  gives: UnsubscribeView,
  fails: [404],
});

const unknownLink = () => notFound('What this link would stop');

export const unsubscribeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app.context;
  // RFC 8058 allows a form of either kind; the token of such a one is in the address.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, _body, done) => done(null, {}));
  app.get('/unsubscribe', { schema: view }, async (request) => {
    const found = await findUnsubscribe(db, request.query.token);
    if (!found) throw unknownLink();
    return found;
  });
  app.post('/unsubscribe', { schema: act }, async (request) => {
    const token = request.query.token ?? request.body.token;
    if (token === undefined) throw invalid([{ path: 'token', message: 'is needed, in the address or in the body' }]);
    const done = await unsubscribe(db, token, {
      all: request.body.all === true,
      isWeekly: request.body.instead === 'weekly',
    });
    if (!done) throw unknownLink();
    return done;
  });
};
