// Registering, proving an address, signing in and out, and passwords, as a client sees them.
import { Me, SignedIn } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { PASSWORD } from '@exchange/db/fixtures';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

let serial = 0;
let email = '';
beforeEach(() => {
  email = `new-${String((serial += 1))}@example.org`;
});

const mailTo = (to: string) => api.db.select().from(emails).where(eq(emails.to, to)).orderBy(desc(emails.id));
const tokenTo = async (to: string) => String((await mailTo(to))[0]?.data.token);
const register = (body: object = {}) =>
  api.ask('/auth/register', { body: { email, password: PASSWORD, name: 'Ann', ...body } });
const logIn = (body: object = {}) => api.ask('/auth/login', { body: { email, password: PASSWORD, ...body } });

describe('POST /auth/register', () => {
  it('makes an account and mails a link', async () => {
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(body).toEqual({ user: { email, name: 'Ann' } });
    expect((await mailTo(email)).map(({ kind }) => kind)).toEqual(['verify_email']);
  });

  it('answers alike for an address that is known, in whatever case, and mails that it is', async () => {
    await api.aUser({ email });
    const { status, body } = await register({ email: email.toUpperCase() });
    expect(status).toBe(201);
    expect(body).toEqual({ user: { email: email.toUpperCase(), name: 'Ann' } });
    expect((await mailTo(email)).map(({ kind }) => kind)).toEqual(['already_registered']);
    expect((await logIn()).status).toBe(200);
  });

  it('sends another link to who lost the first, but not two a minute', async () => {
    await register();
    await register();
    expect(await mailTo(email)).toHaveLength(1);
    api.passTime(61_000);
    await register();
    expect(await mailTo(email)).toHaveLength(2);
    expect((await logIn()).status).toBe(200);
  });

  it('says what is wrong with an address, a password and a name', async () => {
    const { status, body } = await register({ email: 'ann@', password: 'short', name: ' ' });
    expect(status).toBe(422);
    expect(body.error.fields).toEqual([
      { path: 'email', message: 'must be an email address, like name@example.org' },
      { path: 'password', message: 'must be 12 characters or more' },
      { path: 'name', message: 'must not be empty' },
    ]);
  });
});

describe('POST /auth/verify-email', () => {
  it('proves an address once', async () => {
    await register();
    const token = await tokenTo(email);
    const { status, body } = await api.ask('/auth/verify-email', { body: { token } });
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ email, emailVerified: true });
    expect((await api.ask('/auth/verify-email', { body: { token } })).status).toBe(422);
  });

  it('refuses an old link and an invented one', async () => {
    await register();
    const token = await tokenTo(email);
    api.passTime(24 * 3_600_000 + 1000);
    for (const one of [token, 'invented']) {
      const { status, body } = await api.ask('/auth/verify-email', { body: { token: one } });
      expect(status).toBe(422);
      expect(body.error.code).toBe('INVALID_TOKEN');
    }
  });
});

describe('POST /auth/login', () => {
  it('opens a session', async () => {
    await api.aUser({ email });
    const { status, body } = await logIn();
    expect(status).toBe(200);
    expect(SignedIn.parse(body)).toMatchObject({ expiresIn: 900, user: { email } });
    const me = await api.ask('/me', { token: body.accessToken });
    expect(Me.parse(me.body)).toMatchObject({ user: { email }, memberships: [] });
  });

  it('answers alike for a wrong password and an unknown address', async () => {
    await api.aUser({ email });
    const wrong = await logIn({ password: 'not my password' });
    const unknown = await logIn({ email: 'nobody@example.org' });
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    const { requestId: a, ...first } = wrong.body.error;
    const { requestId: b, ...second } = unknown.body.error;
    expect(a).not.toBe(b);
    expect(first).toEqual(second);
  });

  it('makes guessing slower and slower, and lets the right password in after the wait', async () => {
    await api.aUser({ email });
    for (let miss = 0; miss < 5; miss += 1) expect((await logIn({ password: 'wrong' })).status).toBe(401);
    const refused = await logIn();
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    api.passTime(1_100);
    expect((await logIn({ password: 'wrong' })).status).toBe(401);
    expect(Number((await logIn()).headers['retry-after'])).toBe(2);
    api.passTime(2_100);
    expect((await logIn()).status).toBe(200);
    expect((await logIn({ password: 'wrong' })).status).toBe(401);
    expect((await logIn()).status).toBe(200);
  });

  it('blocks nobody for long: a quarter of an hour after the last miss all is as before', async () => {
    api.passTime(900_000);
    const others = await Promise.all(Array.from({ length: 4 }, () => api.aUser()));
    // Everybody here comes from one network address, as an office does: 20 misses are free for it, 5 for each person.
    for (const other of others)
      for (let miss = 0; miss < 5; miss += 1)
        expect((await logIn({ email: other.email, password: 'wrong' })).status).toBe(401);
    await api.aUser({ email });
    expect((await logIn()).status).toBe(429);
    api.passTime(2_100);
    expect((await logIn()).status).toBe(200);
    for (let miss = 0, waited = 0; waited < 2_700; miss += 1) {
      const { headers, status } = await logIn({ email: others[0]!.email, password: 'wrong' });
      const wait = Number(headers['retry-after'] ?? 0);
      expect([401, 429]).toContain(status);
      expect(wait).toBeLessThanOrEqual(900);
      waited += wait + 1;
      api.passTime((wait + 1) * 1000);
    }
    api.passTime(900_000);
    expect((await logIn({ email: others[0]!.email, password: PASSWORD })).status).toBe(200);
    for (let miss = 0; miss < 5; miss += 1) expect((await logIn({ password: 'wrong' })).status).toBe(401);
    api.passTime(900_000);
  });

  it('lets no more than the free guesses through when many come at once', async () => {
    await api.aUser({ email });
    const replies = await Promise.all(Array.from({ length: 12 }, () => logIn({ password: 'wrong' })));
    expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
    api.passTime(900_000);
  });
});

describe('POST /auth/register and /auth/forgot-password', () => {
  it('take as long for an unknown address as for a known one', async () => {
    await api.aUser({ email });
    const times: number[] = [];
    for (const asked of [email, 'nobody@example.org']) {
      const began = performance.now();
      expect((await api.ask('/auth/forgot-password', { body: { email: asked } })).status).toBe(202);
      times.push(performance.now() - began);
    }
    for (const time of times) expect(time).toBeGreaterThanOrEqual(195);
    for (const asked of [email, `nobody-${email}`]) {
      const began = performance.now();
      expect((await register({ email: asked })).status).toBe(201);
      expect(performance.now() - began).toBeGreaterThanOrEqual(145);
    }
  });
});

describe('refresh tokens', () => {
  const refresh = (refreshToken: string) => api.ask('/auth/refresh', { body: { refreshToken } });

  it('rotate, and a reused one ends the session', async () => {
    await api.aUser({ email });
    const first = (await logIn()).body;
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(first.refreshToken);
    expect((await api.ask('/me', { token: second.body.accessToken })).status).toBe(200);
    const reused = await refresh(first.refreshToken);
    expect(reused.status).toBe(401);
    expect(reused.body.error.code).toBe('REFRESH_TOKEN_REUSED');
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    expect((await api.ask('/me', { token: second.body.accessToken })).status).toBe(401);
  });

  it('serve one of two who come at once', async () => {
    await api.aUser({ email });
    const { refreshToken } = (await logIn()).body;
    const replies = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('end after 30 days, and on logging out', async () => {
    await api.aUser({ email });
    const old = (await logIn()).body;
    api.passTime(30 * 24 * 3_600_000 + 1000);
    expect((await refresh(old.refreshToken)).status).toBe(401);
    const next = (await logIn()).body;
    expect((await api.ask('/auth/logout', { body: { refreshToken: next.refreshToken } })).status).toBe(204);
    expect((await refresh(next.refreshToken)).status).toBe(401);
    expect((await api.ask('/me', { token: next.accessToken })).status).toBe(401);
    expect((await api.ask('/auth/logout', { body: { refreshToken: 'unknown' } })).status).toBe(204);
  });
});

describe('access tokens', () => {
  it('are refused when they are missing, forged, or too old', async () => {
    const user = await api.aUser({ email });
    expect((await api.ask('/me')).status).toBe(401);
    expect((await api.ask('/me', { token: 'a.b.c' })).status).toBe(401);
    const iat = Math.floor(Date.now() / 1000) - 901;
    const old = api.app.jwt.sign({ sub: user.id, sid: user.id, iat });
    const { status, headers } = await api.ask('/me', { token: old });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
  });
});

describe('forgotten passwords', () => {
  it('are replaced by a mailed link, once, which ends every session', async () => {
    await api.aUser({ email, emailVerifiedAt: null });
    const session = (await logIn()).body;
    expect((await api.ask('/auth/forgot-password', { body: { email } })).status).toBe(202);
    const token = await tokenTo(email);
    const body = { token, password: 'a password quite new' };
    expect((await api.ask('/auth/reset-password', { body })).status).toBe(204);
    expect((await api.ask('/me', { token: session.accessToken })).status).toBe(401);
    expect((await logIn()).status).toBe(401);
    expect((await logIn({ password: body.password })).body.user.emailVerified).toBe(true);
    expect((await api.ask('/auth/reset-password', { body })).status).toBe(422);
  });

  it('answer alike for an unknown address, and links last an hour', async () => {
    const unknown = await api.ask('/auth/forgot-password', { body: { email: 'nobody@example.org' } });
    expect(unknown).toMatchObject({ status: 202, body: {} });
    expect(await mailTo('nobody@example.org')).toHaveLength(0);
    await api.aUser({ email });
    await api.ask('/auth/forgot-password', { body: { email } });
    const token = await tokenTo(email);
    api.passTime(3_600_000 + 1000);
    expect((await api.ask('/auth/reset-password', { body: { token, password: 'long enough now' } })).status).toBe(422);
  });
});
