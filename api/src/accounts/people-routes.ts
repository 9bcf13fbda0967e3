// People as the exchange team sees them: /admin/people
import { EmailAddress, EndSessionsBody, PersonForStaff, ResetSecondFactorBody } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, itemsOf } from '../requests.ts';
import { endSessionsOf, findPeople, getPerson, resetSecondFactor } from './people-service.ts';

const endpoint = endpointsOf('admin');
const find = endpoint('findPeople', 'Who has an address, written whole: none or one (staff)', {
  takes: { querystring: z.strictObject({ email: EmailAddress }) },
  gives: itemsOf(PersonForStaff),
  fails: [403],
});
const get = endpoint('getPerson', 'Somebody’s account (staff)', {
  takes: { params: IdParams },
  gives: PersonForStaff,
  fails: [403, 404],
});
const reset = endpoint('resetSecondFactor', 'Switch off the second step of somebody who lost it (staff)', {
  description:
    'Takes the reason and a code of one’s own second step, which must be on (403 SECOND_FACTOR_OFF). Ends the person’s sessions, and mails them.',
  takes: { params: IdParams, body: ResetSecondFactorBody },
  fails: [403, 404, 409],
});

const end = endpoint('endSessionsOf', 'Sign somebody out everywhere (staff)', {
  takes: { params: IdParams, body: EndSessionsBody },
  fails: [403, 404],
});

export const peopleRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/people', { ...signedIn, schema: find }, async (request) =>
    findPeople(context, viewerOf(request), request.query.email),
  );
  app.get('/admin/people/:id', { ...signedIn, schema: get }, async (request) =>
    getPerson(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/people/:id/end-sessions', { ...signedIn, schema: end }, async (request, reply) => {
    await endSessionsOf(context, viewerOf(request), request.params.id, request.body.reason);
    return reply.code(204).send();
  });
  app.post('/admin/people/:id/reset-second-factor', { ...signedIn, schema: reset }, async (request, reply) => {
    await resetSecondFactor(context, viewerOf(request), request.params.id, request.body);
    return reply.code(204).send();
  });
};
