// The HTML of a kept message, for the frame on its page.
import { need } from '#lib/api/guard.ts';
import { getKeptEmail } from '#lib/api/emails.ts';
import { framed } from '#lib/emails/frame.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  framed(need(await getKeptEmail(locals.api, params.id), url.pathname).html);
