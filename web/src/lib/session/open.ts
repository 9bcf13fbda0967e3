// Finds out who a request speaks for: access cookie, else one exchange of the refresh cookie, then who the api says it is.
import { createHmac } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import { getMe, refresh as exchangeToken } from '#lib/api/accounts.ts';
import { createApi, type Api } from '#lib/api/client.ts';
import type { Config } from '../../config.ts';
import { dropTokens, keepTokens, readTokens } from './cookies.ts';
import type { SignedInPerson } from './person.ts';
import { createRefresher } from './refresh.ts';

export interface Session {
  api: Api;
  person: SignedInPerson | null;
}
interface Visit {
  cookies: Cookies;
  url: URL;
  clientAddress: string;
}

/** Makes the opener of sessions for this process; it holds the single flight of refresh tokens. */
export function createSessionOpener(config: Config): (visit: Visit) => Promise<Session> {
  const webKey = createHmac('sha256', config.EXCHANGE_SECRET).update('web').digest('base64url');
  const apiAs = (clientAddress: string, accessToken?: string) =>
    createApi({ baseUrl: config.API_URL, clientAddress, webKey, accessToken });

  // The address does not matter to who is refreshed, and an answer is shared between requests.
  const refresh = createRefresher(async (token) => {
    const result = await exchangeToken(apiAs('127.0.0.1'), token);
    if (result.ok) return result.data;
    if (result.status === 401) return null;
    throw new Error(result.problem.message);
  });

  /** A fresh access token by the refresh cookie; undefined when there is none, it is refused, or the api is away. */
  async function renew({ cookies, url }: Visit): Promise<string | undefined> {
    const { refresh: token } = readTokens(cookies);
    if (token === undefined) return undefined;
    try {
      const signedIn = await refresh(token);
      if (signedIn === null) dropTokens(cookies, url);
      else keepTokens(cookies, url, signedIn);
      return signedIn?.accessToken;
    } catch {
      // The api is away: the cookies stay, and the next request tries again.
      return undefined;
    }
  }

  return async (visit) => {
    const kept = readTokens(visit.cookies).access;
    let token = kept ?? (await renew(visit));
    if (token === undefined) return { api: apiAs(visit.clientAddress), person: null };
    let me = await getMe(apiAs(visit.clientAddress, token));
    if (!me.ok && me.status === 401 && kept !== undefined) {
      token = await renew(visit);
      if (token === undefined) {
        return { api: apiAs(visit.clientAddress), person: null };
      }
      me = await getMe(apiAs(visit.clientAddress, token));
    }
    return { api: apiAs(visit.clientAddress, token), person: me.ok ? me.data : null };
  };
}
