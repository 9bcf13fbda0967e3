// The HTML of an example, for the frame on its page.
import { need } from '#lib/api/guard.ts';
import { getKind } from '#lib/api/mail-log.ts';
import { framed } from '#lib/emails/frame.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  framed(need(await getKind(locals.api, params.kind), url.pathname).html);
