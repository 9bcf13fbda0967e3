// Registering, signing in and out, and passwords: /auth/…
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignedIn } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ACCESS_TOKEN_SECONDS } from '../plugins/viewer.ts';
import { forgotPassword, resetPassword } from './password-service.ts';
import * as schemas from './schemas.ts';
import { register, verifyEmail } from './service.ts';
import { logIn, logOut, refreshSession, type OpenSession } from './session-service.ts';
import { takingAtLeast } from './timing.ts';

/** Ten times what it takes to write and commit the mail. */
const FORGOT_PASSWORD_MS = 200;
/** Twice what it takes to hash a password, compare one, and commit the mail; the slow work is alike for a known address and an unknown one. */
const REGISTER_MS = 150;

function toSignedIn(app: Pick<FastifyInstance, 'jwt'>, { user, sessionId, refreshToken }: OpenSession): SignedIn {
  const accessToken = app.jwt.sign({ sub: user.id, sid: sessionId });
  return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS, user };
}

const clientOf = (request: FastifyRequest) => ({
  address: request.clientAddress,
  userAgent: request.headers['user-agent'] ?? '',
});

export const accountRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  const config = app.authLimit;
  app.post('/auth/register', { config, schema: schemas.register }, async (request, reply) => {
    reply.code(201);
    return takingAtLeast(REGISTER_MS, () => register(context, request.body));
  });
  app.post('/auth/verify-email', { config, schema: schemas.verifyEmail }, async (request) => ({
    user: await verifyEmail(context, request.body),
  }));
  app.post('/auth/login', { config, schema: schemas.logIn }, async (request) =>
    toSignedIn(app, await logIn(context, request.body, clientOf(request))),
  );
  app.post('/auth/refresh', { schema: schemas.refresh }, async (request) =>
    toSignedIn(app, await refreshSession(context, request.body.refreshToken)),
  );
  app.post('/auth/logout', { schema: schemas.logOut }, async (request, reply) => {
    await logOut(context, request.body.refreshToken);
    return reply.code(204).send();
  });
  app.post('/auth/forgot-password', { config, schema: schemas.forgotPassword }, async (request, reply) => {
    await takingAtLeast(FORGOT_PASSWORD_MS, () => forgotPassword(context, request.body.email));
    reply.code(202);
    return {};
  });
  app.post('/auth/reset-password', { config, schema: schemas.resetPassword }, async (request, reply) => {
    await resetPassword(context, request.body.token, request.body.password);
    return reply.code(204).send();
  });
};
