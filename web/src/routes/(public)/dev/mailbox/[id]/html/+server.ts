// The HTML of a kept message, for the frame on its page: in a sandbox, without scripts, whatever the message holds.
import { need } from '#lib/api/guard.ts';
import { getKeptEmail } from '#lib/api/emails.ts';
import type { RequestHandler } from './$types';

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: https:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-top-navigation-by-user-activation',
].join('; ');

/** Links of the message open in the window around the frame. */
function withTop(html: string): string {
  const base = '<base target="_top">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const email = need(await getKeptEmail(locals.api, params.id), url.pathname);
  return new Response(withTop(email.html), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
};
