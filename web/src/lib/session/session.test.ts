// Sessions: one exchange of a refresh token at a time, safe ways back, and whom a person acts for.
import type { SignedIn } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { safeNext } from './next.ts';
import { currentMembership, mayWrite, type Membership, type SignedInPerson } from './person.ts';
import { createRefresher, type RefreshAnswer } from './refresh.ts';

const signedIn = (refreshToken: string): SignedIn => ({
  accessToken: 'access',
  refreshToken,
  expiresIn: 900,
  user: {
    id: 'u',
    email: 'a@example.org',
    name: 'A',
    isStaff: false,
    isReviewer: false,
    emailVerified: true,
    createdAt: '2026-01-01T00:00:00Z',
  },
});

/** A refresher whose answers are given by hand, with the tokens it was asked to exchange. */
function aRefresher(options: { now?: () => number } = {}) {
  const asked: string[] = [];
  const waiting: PromiseWithResolvers<RefreshAnswer>[] = [];
  const refresh = createRefresher((token) => {
    asked.push(token);
    const answer = Promise.withResolvers<RefreshAnswer>();
    waiting.push(answer);
    return answer.promise;
  }, options);
  return { refresh, asked, waiting };
}

describe('createRefresher', () => {
  it('exchanges a token once for all requests that ask meanwhile', async () => {
    const { refresh, asked, waiting } = aRefresher();
    const answers = Array.from({ length: 20 }, () => refresh('one'));
    waiting[0]?.resolve(signedIn('two'));
    expect(new Set((await Promise.all(answers)).map((answer) => answer?.refreshToken))).toEqual(new Set(['two']));
    expect(asked).toEqual(['one']);
  });

  it('gives the same answer for 30 seconds, then asks again', async () => {
    let now = 0;
    const { refresh, asked, waiting } = aRefresher({ now: () => now });
    const first = refresh('one');
    waiting[0]?.resolve(signedIn('two'));
    await first;
    now = 29_999;
    expect((await refresh('one'))?.refreshToken).toBe('two');
    now = 30_000;
    void refresh('one');
    expect(asked).toEqual(['one', 'one']);
  });

  it('remembers a refusal, but not that the api was away', async () => {
    const { refresh, asked, waiting } = aRefresher();
    const refused = refresh('dead');
    waiting[0]?.resolve(null);
    expect(await refused).toBeNull();
    expect(await refresh('dead')).toBeNull();
    const away = refresh('fine');
    waiting[1]?.reject(new Error('away'));
    await expect(away).rejects.toThrow('away');
    void refresh('fine');
    expect(asked).toEqual(['dead', 'fine', 'fine']);
  });

  it('keeps people apart', async () => {
    const { refresh, waiting } = aRefresher();
    const [mine, theirs] = [refresh('mine'), refresh('theirs')];
    waiting[1]?.resolve(signedIn('theirs2'));
    waiting[0]?.resolve(signedIn('mine2'));
    expect([(await mine)?.refreshToken, (await theirs)?.refreshToken]).toEqual(['mine2', 'theirs2']);
  });
});

describe('safeNext', () => {
  it.each(['/matches', '/listings?q=a&page=2', '/listings/x#asks', '/a/../account'])('goes to %s', (next) => {
    expect(safeNext(next)).toBe(new URL(next, 'http://x').href.replace('http://x', ''));
  });

  it.each([
    null,
    '',
    'matches',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '/login?next=/login',
  ])('does not go to %j', (next) => {
    expect(safeNext(next)).toBe('/account');
  });
});

describe('currentMembership', () => {
  const member = (slug: string, role: Membership['role']): Membership => ({
    role,
    organisation: { id: slug, slug, name: slug, roles: [], identifiers: [], verified: false },
  });
  const person: SignedInPerson = {
    user: signedIn('x').user,
    memberships: [member('first', 'owner'), member('second', 'viewer')],
    unreadNotifications: 0,
  };

  it('is the one chosen, else the first, and never one they do not belong to', () => {
    expect(currentMembership(person, 'second')?.organisation.slug).toBe('second');
    expect(currentMembership(person, 'other')?.organisation.slug).toBe('first');
    expect(currentMembership(null, 'first')).toBeNull();
  });

  it('lets owners and editors write', () => {
    expect(person.memberships.map(mayWrite)).toEqual([true, false]);
    expect(mayWrite(null)).toBe(false);
  });
});
