// Answering “not for me” by the link in a mail, without signing in: GET shows, POST acts.
import { NotForMeBody, NotForMeLink, NotForMeView } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { endpoint } from '../plugins/endpoint.ts';
import { answerNotForMe, takeBackNotForMe, viewNotForMe } from './not-for-me-service.ts';

const tags = ['emails'];

const view = endpoint(
  {
    operationId: 'viewNotForMe',
    tags,
    summary: 'The match that a mail’s link “not for me” is about; nothing is changed',
    querystring: NotForMeLink,
    response: { 200: NotForMeView },
  },
  [404, 422],
);
const answer = endpoint(
  {
    operationId: 'answerNotForMe',
    tags,
    summary: 'Not for me, because …: dismisses the match for the interest, as POST /matches/{id}/dismiss does',
    body: NotForMeBody,
    response: { 200: NotForMeView },
  },
  [403, 404, 422],
);
const takeBack = endpoint(
  {
    operationId: 'takeBackNotForMe',
    tags,
    summary: 'Takes the answer back: the match counts as seen',
    body: NotForMeLink,
    response: { 200: NotForMeView },
  },
  [403, 404, 422],
);

export const notForMeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/not-for-me', { schema: view }, async (request) => viewNotForMe(context, request.query));
  app.post('/not-for-me', { schema: answer }, async (request) => {
    const { token, match, ...reason } = request.body;
    return answerNotForMe(context, { token, match }, reason);
  });
  app.post('/not-for-me/undo', { schema: takeBack }, async (request) => takeBackNotForMe(context, request.body));
};
