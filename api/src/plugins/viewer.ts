// Who asks: the access token or the organisation's key is checked and its person loaded from the database, once a request.
import jwt from '@fastify/jwt';
import { API_KEY_START, type ApiKeyScope } from '@exchange/contracts';
import { findViewer, type Viewer } from '@exchange/db/accounts/queries';
import { findKeyHolder } from '@exchange/db/organisations/queries-keys';
import type { FastifyRequest, preParsingAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { hashToken } from '../accounts/tokens.ts';
import { forbidden, notSignedIn } from '../errors.ts';
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
    /** The scope with which an organisation's key may ask this; absent: only somebody who is signed in may. */
    key?: ApiKeyScope;
  }
}

/** Route options for those who must be signed in. Spread them into a route: `{ ...signedIn, schema }`. */
export const signedIn = { config: { person: 'needed' } } as const;
/** The same, for what an organisation's programs may read or write by a key too. */
export const signedInOrReader = { config: { person: 'needed', key: 'read' } } as const;
export const signedInOrWriter = { config: { person: 'needed', key: 'write' } } as const;
/** Route options for routes that show more to those who are signed in, and to an organisation's programs. */
export const maybeSignedIn = { config: { person: 'welcome', key: 'read' } } as const;

/** The person of a route that has `signedIn`. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (!request.viewer) throw notSignedIn();
  return request.viewer;
}

/** The holder of an organisation's key, where the route is one for keys. */
async function loadKeyHolder(request: FastifyRequest, key: string): Promise<Viewer> {
  const { db, now } = request.server.context;
  const keyHash = hashToken(key);
  const held = await findKeyHolder(db, keyHash, now());
  if (!held) throw notSignedIn('This key is not valid, or no longer: an owner of the organisation can make another.');
  await limitAccount(request, `key:${held.viewer.sessionId}`);
  const wanted = request.routeOptions.config.key;
  if (wanted === undefined) throw forbidden('A key cannot do this: somebody has to sign in for it.', 'KEY_NOT_ALLOWED');
  if (wanted === 'write' && held.scope !== 'write')
    throw forbidden('This key can only read: make one that can write too.', 'KEY_NOT_ALLOWED');
  return held.viewer;
}

async function loadViewer(request: FastifyRequest): Promise<Viewer> {
  const { server, headers } = request;
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw notSignedIn();
  if (token.startsWith(API_KEY_START)) return loadKeyHolder(request, token);
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
  // What the document says of keys is what the route does.
  app.addHook('onRoute', ({ config, schema }) => {
    const described = schema as { security?: Record<string, string[]>[] } | undefined;
    const { key } = config ?? {};
    if (key && described?.security && !described.security.some((one) => 'apiKey' in one))
      described.security = [...described.security, { apiKey: [key] }];
  });
  // After the address's rate limit (onRequest), and before the body is read.
  const findPerson: preParsingAsyncHookHandler = async (request) => {
    const { person } = request.routeOptions.config;
    if (person === 'needed' || (person === 'welcome' && request.headers.authorization !== undefined))
      request.viewer = await loadViewer(request);
  };
  app.addHook('preParsing', findPerson);
});
