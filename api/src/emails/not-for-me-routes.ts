// Answering “not for me” by the link in a mail, without signing in: GET shows, POST acts.
import { NotForMeBody, NotForMeLink, NotForMeView } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { answerNotForMe, takeBackNotForMe, viewNotForMe } from './not-for-me-service.ts';

const endpoint = endpointsOf('emails');

const view = endpoint('viewNotForMe', 'The match that a mail’s link “not for me” is about; nothing is changed', {
  security: nobody,
  takes: { querystring: NotForMeLink },
  gives: NotForMeView,
  fails: [404],
});
const answer = endpoint(
  'answerNotForMe',
  'Not for me, because …: dismisses the match for the interest, as POST /matches/{id}/dismiss does',
  { security: nobody, takes: { body: NotForMeBody }, gives: NotForMeView, fails: [403, 404] },
);
const takeBack = endpoint('takeBackNotForMe', 'Takes the answer back: the match counts as seen', {
  security: nobody,
  takes: { body: NotForMeLink },
  gives: NotForMeView,
  fails: [403, 404],
});

export const notForMeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/not-for-me', { schema: view }, async (request) => viewNotForMe(context, request.query));
  app.post('/not-for-me', { schema: answer }, async (request) => {
    const { token, match, ...reason } = request.body;
    return answerNotForMe(context, { token, match }, reason);
  });
  app.post('/not-for-me/undo', { schema: takeBack }, async (request) => takeBackNotForMe(context, request.body));
};
