// The HTML of a message as a page of its own, for a frame: in a sandbox, without scripts, whatever the message holds.

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

export const framed = (html: string): Response =>
  new Response(withTop(html), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
