// Every request passes here: who it speaks for, and the headers that keep pages safe.
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { withinLimit } from '#lib/forms/limit.ts';
import { readOrganisation } from '#lib/session/cookies.ts';
import { createSessionOpener, type Session } from '#lib/session/open.ts';
import { currentMembership } from '#lib/session/person.ts';
import { getConfig } from './config.ts';

let openSession: ((visit: Parameters<ReturnType<typeof createSessionOpener>>[0]) => Promise<Session>) | undefined;

/** Reads the configuration before the first request, so that a wrong one stops the start. */
export const init: ServerInit = () => {
  openSession = createSessionOpener(getConfig());
};

const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const TWO_YEARS = 63_072_000;
/**
 * What a form may weigh, in bytes: on the one page that sends files, which reads on past what is too large without keeping it so that the
 * texts beside it come back, and elsewhere.
 */
const FILE_FORM_LIMIT = 200_000_000;
const FORM_LIMIT = 512 * 1024;

/** Refuses what is too large: by what is said of its length, before it is read; or while it is read. */
async function requireReadable(event: RequestEvent): Promise<void> {
  const { request, route } = event;
  const takesFiles = route.id?.endsWith('/listings/[id]/edit/pictures') ?? false;
  const isSaid = Number(request.headers.get('content-length') ?? 0) <= (takesFiles ? FILE_FORM_LIMIT : FORM_LIMIT);
  // Files pass on as they come: the server keeps those to their limit.
  const readable = isSaid && !takesFiles ? await withinLimit(request, FORM_LIMIT) : isSaid ? request : undefined;
  if (readable === undefined)
    error(
      413,
      takesFiles
        ? 'This file is far larger than 10 MB. Go back, and choose a smaller one.'
        : 'This is more than one form can take. Go back, and shorten what you wrote.',
    );
  if (readable !== request) Object.defineProperty(event, 'request', { value: readable, enumerable: true });
}

export const handle: Handle = async ({ event, resolve }) => {
  openSession ??= createSessionOpener(getConfig());
  const { cookies, url } = event;
  await requireReadable(event);
  const session = await openSession({ cookies, url, clientAddress: event.getClientAddress() });
  event.locals.api = session.api;
  event.locals.person = session.person;
  event.locals.membership = currentMembership(session.person, readOrganisation(cookies));

  const response = await resolve(event, { preload: ({ type }) => type !== 'asset' });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (!response.headers.has('content-security-policy')) response.headers.set('x-frame-options', 'DENY');
  // Fresh tokens come beside whatever was asked for, a public file too: no cache on the way keeps them.
  if (response.headers.has('set-cookie') || !response.headers.has('cache-control'))
    response.headers.set('cache-control', 'private, no-store');
  if (url.protocol === 'https:') {
    response.headers.set('strict-transport-security', `max-age=${TWO_YEARS}; includeSubDomains`);
  }
  return response;
};

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'app' || kind === 'framework') return;
  process.stderr.write(
    `${event.request.method} ${event.url.pathname} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return { message: 'This is our fault, not yours. We have noted it.' };
};
