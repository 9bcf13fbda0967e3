// What feedback made of an interest: /interests/:id/feedback, its proposals and weights.
import { AnswerProposalBody, Interest, InterestFeedback, ProposalCode, UndoAnswerBody } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams } from '../requests.ts';
import * as service from './feedback-service.ts';

const endpoint = endpointsOf('interests');
const get = endpoint('getInterestFeedback', 'What dismissing and shortlisting made of an interest (members, staff)', {
  description:
    '`weights` are hundredths of what each signal counts for all (50–150), null where none is moved: they order matches and never decide what fits. `proposals` are changes of criteria, made by a yes only.',
  takes: { params: IdParams },
  gives: InterestFeedback,
  fails: [404],
});
const answer = endpoint('answerProposal', 'Say yes or no to a proposal (owners, editors)', {
  description: 'A yes changes the criteria as the proposal says. NO_PROPOSAL (409) when it is not asked.',
  takes: { params: IdParams.extend({ code: ProposalCode }), body: AnswerProposalBody },
  gives: Interest,
  fails: [403, 404, 409],
});
const undo = endpoint('undoProposalAnswer', 'Take back a yes (owners, editors)', {
  description:
    'The part of the criteria that it changed is as it was before; the rest stays. NOTHING_TO_UNDO (409) when it was no yes, or is taken back.',
  takes: { params: IdParams.extend({ answerId: z.uuid() }), body: UndoAnswerBody },
  gives: Interest,
  fails: [403, 404, 409],
});
const reset = endpoint(
  'resetInterestWeights',
  'Let all signals of an interest count as for everybody again (owners, editors)',
  { takes: { params: IdParams }, gives: InterestFeedback, fails: [403, 404] },
);

export const interestFeedbackRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/interests/:id/feedback', { ...signedIn, schema: get }, async (request) =>
    service.getFeedback(context, viewerOf(request), request.params.id),
  );
  app.post('/interests/:id/proposals/:code', { ...signedIn, schema: answer }, async (request) =>
    service.answer(context, viewerOf(request), request.params, request.body),
  );
  app.post('/interests/:id/answers/:answerId/undo', { ...signedIn, schema: undo }, async (request) =>
    service.undo(context, viewerOf(request), request.params, request.body),
  );
  app.post('/interests/:id/weights/reset', { ...signedIn, schema: reset }, async (request) =>
    service.resetWeights(context, viewerOf(request), request.params.id),
  );
};
