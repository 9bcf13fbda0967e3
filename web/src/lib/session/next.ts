// Where to go after signing in: a path of this site and nothing else.

/**
 * Makes a `next` parameter safe. Only a path on this site is taken: no other host, no scheme, no `//host`, no
 * backslashes (which browsers read as slashes) and no control characters.
 */
export function safeNext(next: string | null | undefined, fallback = '/account'): string {
  if (!next?.startsWith('/') || next.startsWith('//')) return fallback;
  for (const character of next) if (character === '\\' || character <= ' ') return fallback;
  const url = new URL(next, 'http://exchange.invalid');
  if (url.host !== 'exchange.invalid' || url.pathname === '/login') return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
