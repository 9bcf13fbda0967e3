// The HTML of a message, for the frame on its page.
import { error } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { getEmail } from '#lib/api/mail-log.ts';
import { framed } from '#lib/emails/frame.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { html } = need(await getEmail(locals.api, params.id), url.pathname);
  if (html === null) error(404, 'There is no HTML of this message.');
  return framed(html);
};
