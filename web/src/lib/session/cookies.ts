// The three cookies of the web. All are httpOnly: page scripts see none of them.
import type { SignedIn } from '@exchange/contracts';
import type { Cookies } from '@sveltejs/kit';

const ACCESS = 'exchange_access';
const REFRESH = 'exchange_refresh';
const ORGANISATION = 'exchange_organisation';

const DAY = 86_400;
/** The refresh cookie lives as long as a session may; the api decides whether it still holds. */
const REFRESH_MAX_AGE = 30 * DAY;
/** The access cookie goes this many seconds before its token, so that none expires on its way. */
const EARLY = 30;

const options = (url: URL, maxAge: number) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: url.protocol === 'https:',
  maxAge,
});

export function readTokens(cookies: Cookies): { access: string | undefined; refresh: string | undefined } {
  return { access: cookies.get(ACCESS), refresh: cookies.get(REFRESH) };
}

export function keepTokens(cookies: Cookies, url: URL, signedIn: SignedIn): void {
  cookies.set(ACCESS, signedIn.accessToken, options(url, Math.max(1, signedIn.expiresIn - EARLY)));
  cookies.set(REFRESH, signedIn.refreshToken, options(url, REFRESH_MAX_AGE));
}

export function dropTokens(cookies: Cookies, url: URL): void {
  for (const name of [ACCESS, REFRESH, ORGANISATION]) cookies.delete(name, options(url, 0));
}

export function readOrganisation(cookies: Cookies): string | undefined {
  return cookies.get(ORGANISATION);
}

export function keepOrganisation(cookies: Cookies, url: URL, slug: string): void {
  cookies.set(ORGANISATION, slug, options(url, 365 * DAY));
}
