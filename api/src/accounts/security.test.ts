// What keeps an account its owner's: the password, where they are signed in, and the mail that tells of each change.
import { SecurityEvent } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { PASSWORD } from '@exchange/db/fixtures';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { isGuessedEarly } from './password-strength.ts';

const DAY = 24 * 3_600_000;
const NEXT = 'three words quite new';
let api: TestApi;
let user: Awaited<ReturnType<TestApi['aUser']>>;
let token = '';
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  user = await api.aUser();
  token = await api.signIn(user);
});

const logIn = (password: string) => api.ask('/auth/login', { body: { email: user.email, password } });
const change = (body: object, as: string | undefined = token) => api.ask('/me/password', { body, token: as });
const sessions = async (as = token) => (await api.ask('/me/sessions', { token: as })).body.items;
const statusOf = async (as: string) => (await api.ask('/me', { token: as })).status;
const told = async () => {
  const notices = and(eq(emails.userId, user.id), eq(emails.kind, 'security_notice'));
  const rows = await api.db.select().from(emails).where(notices).orderBy(asc(emails.id));
  return rows.map(({ data }) => SecurityEvent.parse(data.what));
};

describe('POST /me/password', () => {
  it('takes the one before, ends every other session and every mailed link, and is told by mail', async () => {
    const elsewhere = await api.signIn(user);
    await api.ask('/auth/forgot-password', { body: { email: user.email } });
    const [mail] = await api.db.select().from(emails).where(eq(emails.userId, user.id));
    expect((await change({ currentPassword: PASSWORD, password: NEXT })).status).toBe(204);
    expect([await statusOf(token), await statusOf(elsewhere)]).toEqual([200, 401]);
    expect([(await logIn(PASSWORD)).status, (await logIn(NEXT)).status]).toEqual([401, 200]);
    const link = { token: mail?.data.token, password: 'yet other words here' };
    expect((await api.ask('/auth/reset-password', { body: link })).status).toBe(422);
    expect(await told()).toEqual(['password_changed']);
  });

  it('refuses a wrong one, slows guessing down, and says which field is wrong', async () => {
    const wrong = await change({ currentPassword: 'not the password', password: NEXT });
    expect([wrong.status, wrong.body.error.code, wrong.body.error.fields[0]?.path]).toEqual([
      422,
      'WRONG_PASSWORD',
      'currentPassword',
    ]);
    const short = await change({ currentPassword: PASSWORD, password: 'eleven char' });
    expect(short.body.error.fields).toEqual([{ path: 'password', message: 'must be 12 characters or more' }]);
    for (let miss = 0; miss < 4; miss += 1) await change({ currentPassword: 'not the password', password: NEXT });
    expect((await change({ currentPassword: PASSWORD, password: NEXT })).status).toBe(429);
    expect((await api.ask('/me/password', { body: {} })).status).toBe(401);
    expect([(await logIn(PASSWORD)).status, await told()]).toEqual([200, []]);
  });
});

describe('a password that is guessed early', () => {
  const who = { email: 'ann.anderson@example.org', name: 'Ann Anderson' };
  it.each([
    ...['passwordpassword', '123456789012', 'Password1234!', 'aaaaaaaaaaaaaa', 'qwertyuiop123'],
    ...['AnnAnderson12', 'InnovationExchange1', 'p@55w0rd'.repeat(15)],
  ])('is %s', async (password) => expect(await isGuessedEarly(password, who)).toBe(true));
  it.each(['three random words', PASSWORD, NEXT])('is not %s', async (password) =>
    expect(await isGuessedEarly(password, who)).toBe(false),
  );

  it('is refused wherever one is chosen', async () => {
    const password = 'Password1234!';
    const body = { email: 'weak@example.org', name: 'Wes', password };
    const answers = [await api.ask('/auth/register', { body }), await change({ currentPassword: PASSWORD, password })];
    await api.ask('/auth/forgot-password', { body: { email: user.email } });
    const [mail] = await api.db.select().from(emails).where(eq(emails.userId, user.id));
    answers.push(await api.ask('/auth/reset-password', { body: { token: mail?.data.token, password } }));
    for (const { status, body } of answers)
      expect([status, body.error.code, body.error.fields[0]?.path]).toEqual([422, 'WEAK_PASSWORD', 'password']);
    expect((await logIn(PASSWORD)).status).toBe(200);
  });
});

describe('a new password by a mailed link', () => {
  it('is told by a second mail', async () => {
    await api.ask('/auth/forgot-password', { body: { email: user.email } });
    const [mail] = await api.db.select().from(emails).where(eq(emails.userId, user.id));
    await api.ask('/auth/reset-password', { body: { token: mail?.data.token, password: NEXT } });
    expect(await told()).toEqual(['password_changed']);
  });
});

describe('/me/sessions', () => {
  it('tells where one is signed in, and ends one, or all the others', async () => {
    const [one, two] = [await api.signIn(user), await api.signIn(user)];
    const list = await sessions();
    expect(list.map(({ isCurrent }) => isCurrent)).toEqual([false, false, true]);
    const ofOne = (await sessions(one)).find(({ isCurrent }) => isCurrent)!;
    const end = (as?: string) => api.ask(`/me/sessions/${ofOne.id}`, { method: 'DELETE', token: as });
    const stranger = await api.signIn(await api.aUser());
    expect([(await end()).status, (await end(stranger)).status, await statusOf(one)]).toEqual([401, 404, 200]);
    expect([(await end(token)).status, (await end(token)).status, await statusOf(one)]).toEqual([204, 404, 401]);
    expect((await api.ask('/me/sessions/end-others', { method: 'POST', token })).status).toBe(204);
    expect([await statusOf(two), await statusOf(token), (await sessions()).length]).toEqual([401, 200, 1]);
    expect((await api.ask('/me/sessions')).status).toBe(401);
    expect((await api.ask('/me/sessions/end-others', { method: 'POST' })).status).toBe(401);
    expect(JSON.stringify((await api.ask('/me/export', { method: 'POST', token })).body)).toContain(
      'user.session_ended',
    );
  });

  it('shows none that has ended by itself: unused for 30 days, or 90 days old however often used', async () => {
    let { refreshToken } = (await logIn(PASSWORD)).body;
    for (let month = 0; month < 3; month += 1) {
      api.passTime(29 * DAY);
      const next = await api.ask('/auth/refresh', { body: { refreshToken } });
      expect(next.status).toBe(200);
      ({ refreshToken } = next.body);
      // The one of before this test was not used meanwhile.
      expect(await sessions(next.body.accessToken)).toHaveLength(month === 0 ? 2 : 1);
    }
    api.passTime(4 * DAY);
    expect((await api.ask('/auth/refresh', { body: { refreshToken } })).status).toBe(401);
  });
});
