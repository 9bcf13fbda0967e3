// Members of an organisation and invitations to it: /organisations/:slug/members, …/invitations, /invitations/accept
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { acceptInvitation, changeMember, inviteMember, listMembers, removeMember } from './member-service.ts';
import * as schemas from './schemas.ts';

export const invitationRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/organisations/:slug/members', { ...signedIn, schema: schemas.listMembers }, async (request) =>
    listMembers(context, viewerOf(request), request.params.slug),
  );
  app.patch('/organisations/:slug/members/:userId', { ...signedIn, schema: schemas.changeMember }, async (request) => {
    const { slug, userId } = request.params;
    return changeMember(context, viewerOf(request), slug, userId, request.body.role);
  });
  app.delete(
    '/organisations/:slug/members/:userId',
    { ...signedIn, schema: schemas.removeMember },
    async (request, reply) => {
      await removeMember(context, viewerOf(request), request.params.slug, request.params.userId);
      return reply.code(204).send();
    },
  );
  app.post('/organisations/:slug/invitations', { ...creating, schema: schemas.invite }, async (request, reply) => {
    reply.code(201);
    return inviteMember(context, viewerOf(request), request.params.slug, request.body);
  });
  app.post('/invitations/accept', { ...signedIn, schema: schemas.acceptInvitation }, async (request) =>
    acceptInvitation(context, viewerOf(request), request.body.token),
  );
};
