// Hands a file of a listing through from the api, as the person who asks may see it: the same address, bytes and headers.
import { error } from '@sveltejs/kit';
import { openFile } from '#lib/api/files.ts';
import type { RequestHandler } from './$types';

const passed = [
  'content-type',
  'content-length',
  'content-disposition',
  'content-security-policy',
  'etag',
  'cache-control',
  'retry-after',
];

export const GET: RequestHandler = async ({ locals, params, request }) => {
  const reply = await openFile(locals.api, params.id, params.hash, request.headers.get('if-none-match')).catch(() =>
    error(503, 'We cannot reach our service just now. Try again in a minute.'),
  );
  if (reply.status >= 400) {
    await reply.body?.cancel();
    error(reply.status, reply.status === 404 ? 'We cannot find that file.' : 'We cannot give you this file just now.');
  }
  const headers = new Headers();
  for (const name of passed) {
    const value = reply.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(reply.body, { status: reply.status, headers });
};
