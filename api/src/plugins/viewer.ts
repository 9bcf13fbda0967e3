// Who asks: the access token is checked and its person loaded from the database, once a request.
import jwt from '@fastify/jwt';
import { findViewer, type Viewer } from '@exchange/db/accounts/queries';
import type { FastifyRequest, preParsingAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { notSignedIn } from '../errors.ts';
import { limitAccount } from './rate-limit.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; sid: string; iat?: number };
  }
}
declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | undefined;
  }
  interface FastifyContextConfig {
    /** `needed`: 401 without a person; `welcome`: a person sees more; absent: nobody is looked for. */
    person?: 'needed' | 'welcome';
  }
}

/** Route options for those who must be signed in. Spread them into a route: `{ ...signedIn, schema }`. */
export const signedIn = { config: { person: 'needed' } } as const;
/** Route options for routes that show more to those who are signed in. */
export const maybeSignedIn = { config: { person: 'welcome' } } as const;

/** The person of a route that has `signedIn`. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (!request.viewer) throw notSignedIn();
  return request.viewer;
}

async function loadViewer(request: FastifyRequest): Promise<Viewer> {
  const { server, headers } = request;
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw notSignedIn();
  let claims: { sub: string; sid: string };
  try {
    claims = server.jwt.verify(token);
  } catch {
    throw notSignedIn('This access token is not valid, or no longer: sign in again or refresh it.');
  }
  await limitAccount(request, claims.sub);
  const viewer = await findViewer(server.context.db, claims.sub, claims.sid);
  if (!viewer) throw notSignedIn('This session has ended: sign in again.');
  return viewer;
}

export const viewerPlugin = fp(async (app) => {
  await app.register(jwt, {
    secret: app.context.config.secret,
    sign: { expiresIn: ACCESS_TOKEN_SECONDS, algorithm: 'HS256' },
    verify: { algorithms: ['HS256'] },
  });
  app.decorateRequest('viewer', undefined);
  // After the address's rate limit (onRequest), and before the body is read.
  const findPerson: preParsingAsyncHookHandler = async (request) => {
    const { person } = request.routeOptions.config;
    if (person === 'needed' || (person === 'welcome' && request.headers.authorization !== undefined))
      request.viewer = await loadViewer(request);
  };
  app.addHook('preParsing', findPerson);
});
