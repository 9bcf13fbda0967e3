// Members of an organisation and invitations to it: /organisations/:slug/members, …/invitations, /invitations, /me/invitations
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import {
  acceptInvitation,
  acceptMyInvitation,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  viewInvitation,
  viewMyInvitation,
} from './invitation-service.ts';
import { changeMember, listMembers, removeMember } from './member-service.ts';
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
  app.get('/organisations/:slug/invitations', { ...signedIn, schema: schemas.listInvitations }, async (request) =>
    listInvitations(context, viewerOf(request), request.params.slug),
  );
  app.post(
    '/organisations/:slug/invitations/:id/resend',
    { ...signedIn, schema: schemas.resendInvitation },
    async (request) => resendInvitation(context, viewerOf(request), request.params.slug, request.params.id),
  );
  app.delete(
    '/organisations/:slug/invitations/:id',
    { ...signedIn, schema: schemas.revokeInvitation },
    async (request, reply) => {
      await revokeInvitation(context, viewerOf(request), request.params.slug, request.params.id);
      return reply.code(204).send();
    },
  );
  app.get('/invitations', { schema: schemas.viewInvitation }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store');
    return viewInvitation(context, request.query.token);
  });
  app.get('/me/invitations/:id', { ...signedIn, schema: schemas.viewMyInvitation }, async (request) =>
    viewMyInvitation(context, viewerOf(request), request.params.id),
  );
  app.post('/me/invitations/:id/accept', { ...signedIn, schema: schemas.acceptMyInvitation }, async (request) =>
    acceptMyInvitation(context, viewerOf(request), request.params.id),
  );
  app.post('/invitations/accept', { ...signedIn, schema: schemas.acceptInvitation }, async (request) =>
    acceptInvitation(context, viewerOf(request), request.body.token),
  );
};
