// The board of the queues, handed through from a worker: to staff only, and only for looking at.
import { error, redirect } from '@sveltejs/kit';
import { readTokens } from '#lib/session/cookies.ts';
import { getConfig } from '../../../../../config.ts';
import type { RequestHandler } from './$types';

const TIMEOUT_MS = 10_000;
/** Of a worker's answer: what it is, and what the page may load. */
const HANDED_ON = ['content-type', 'content-security-policy'];

/** The board's own links end in both ways. */
export const trailingSlash = 'ignore';

export const GET: RequestHandler = async ({ locals, cookies, url }) => {
  if (locals.person === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { WORKERS_URL } = getConfig();
  if (!locals.person.user.isStaff || WORKERS_URL === undefined) error(404, 'We cannot find that page.');
  let answer: Response;
  try {
    answer = await fetch(`${WORKERS_URL}${url.pathname}${url.search}`, {
      headers: { authorization: `Bearer ${readTokens(cookies).access ?? ''}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    error(503, 'The workers do not answer, so the queues cannot be shown. Try again in a minute.');
  }
  const headers = new Headers();
  for (const name of HANDED_ON) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (answer.status === 404 && headers.get('content-type')?.startsWith('text/plain'))
    error(404, 'We cannot find that page.');
  return new Response(answer.body, { status: answer.status, headers });
};
