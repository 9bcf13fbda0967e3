// Hands a listing's PDF or picture through from the api, as the person who asks may see it.
import type { ContentChoice } from '@exchange/contracts';
import { error } from '@sveltejs/kit';
import type { Api } from '#lib/api/client.ts';

const passed = ['content-type', 'content-length', 'content-disposition', 'etag', 'cache-control', 'vary'];

/**
 * @param kind what stands behind the dot or the stroke of the api's address
 * @param content `pending`: what the pending revision says, for those who may read it
 */
export async function sharedFile(
  api: Api,
  kind: '.pdf' | '/og.png',
  slug: string,
  request: Request,
  content?: ContentChoice,
): Promise<Response> {
  const asked = request.headers.get('if-none-match');
  const query = content === undefined ? '' : `?content=${content}`;
  const reply = await api
    .open(`/listings/${encodeURIComponent(slug)}${kind}${query}`, asked === null ? {} : { 'if-none-match': asked })
    .catch(() => error(503, 'We cannot reach our service just now. Try again in a minute.'));
  if (reply.status >= 400) {
    await reply.body?.cancel();
    error(reply.status, reply.status === 404 ? 'We cannot find that listing.' : 'We cannot make this file just now.');
  }
  const headers = new Headers();
  for (const name of passed) {
    const value = reply.headers.get(name);
    if (value !== null) headers.set(name, name === 'vary' ? 'cookie' : value);
  }
  return new Response(reply.body, { status: reply.status, headers });
}
