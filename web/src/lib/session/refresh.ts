// Exchanges a refresh token once, however many requests of one browser ask at the same time.
import type { SignedIn } from '@exchange/contracts';

/** null: the token is refused and the person is signed out. */
export type RefreshAnswer = SignedIn | null;

/**
 * Makes a refresher with single flight per token. Refresh tokens rotate, and one that is used again revokes its
 * family; so the answer is remembered for a while, for the requests that were under way with the old cookie.
 * @param exchange asks the api; throws when it could not be asked, and such a failure is not remembered
 * @param rememberMs how long an answer is given again, 30 s unless told
 */
export function createRefresher(
  exchange: (refreshToken: string) => Promise<RefreshAnswer>,
  { rememberMs = 30_000, now = Date.now }: { rememberMs?: number; now?: () => number } = {},
): (refreshToken: string) => Promise<RefreshAnswer> {
  const answers = new Map<string, { answer: Promise<RefreshAnswer>; until: number }>();

  function forgetOld(): void {
    for (const [token, { until }] of answers) if (until <= now()) answers.delete(token);
  }

  return (refreshToken) => {
    forgetOld();
    const known = answers.get(refreshToken);
    if (known !== undefined) return known.answer;
    const answer = exchange(refreshToken);
    answers.set(refreshToken, { answer, until: Infinity });
    answer.then(
      () => answers.set(refreshToken, { answer, until: now() + rememberMs }),
      () => answers.delete(refreshToken),
    );
    return answer;
  };
}
