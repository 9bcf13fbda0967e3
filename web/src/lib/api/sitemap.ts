// Hands the sitemap through from the api, at the address of the pages it names.
import { error } from '@sveltejs/kit';
import type { Api } from './client.ts';

/** @param path its address below the api's, with a stroke in front */
export async function openSitemap(api: Api, path: string): Promise<Response> {
  const reply = await api.open(path).catch(() => error(503, 'We cannot reach our service just now.'));
  if (reply.ok) {
    const headers = { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' };
    return new Response(reply.body, { headers });
  }
  await reply.body?.cancel();
  return error(reply.status, 'There is no such part of the sitemap.');
}
