// What keeps a person's account theirs: the password, and where they are signed in.
import { ChangePasswordBody, OpenSession } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, itemsOf, NoBody } from '../requests.ts';
import { endOtherSessions, endSession, listSessions } from './open-sessions-service.ts';
import { changePassword } from './password-service.ts';

const endpoint = endpointsOf('accounts');
const change = endpoint('changePassword', 'Change my password, by giving the one before', {
  description:
    'Ends every other session and every mailed link, and is told by mail. A wrong password before is a 422 WRONG_PASSWORD.',
  takes: { body: ChangePasswordBody },
});
const list = endpoint('listSessions', 'Where I am signed in, the last used first', { gives: itemsOf(OpenSession) });
const end = endpoint('endSession', 'Sign out elsewhere', { takes: { params: IdParams }, fails: [404] });
const endOthers = endpoint('endOtherSessions', 'Sign out everywhere but here', { takes: { body: NoBody } });

export const securityRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.post('/me/password', { ...signedIn, schema: change }, async (request, reply) => {
    await changePassword(context, viewerOf(request), request.body);
    return reply.code(204).send();
  });
  app.get('/me/sessions', { ...signedIn, schema: list }, async (request) => listSessions(context, viewerOf(request)));
  app.delete('/me/sessions/:id', { ...signedIn, schema: end }, async (request, reply) => {
    await endSession(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
  app.post('/me/sessions/end-others', { ...signedIn, schema: endOthers }, async (request, reply) => {
    await endOtherSessions(context, viewerOf(request));
    return reply.code(204).send();
  });
};
