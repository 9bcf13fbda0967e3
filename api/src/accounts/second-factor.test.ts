// A second step at signing in, with codes as an authenticator program makes them.
import { RecoveryCodes, SecondFactor } from '@exchange/contracts';
import { recoveryCodes, secondFactors } from '@exchange/db/accounts/tables';
import { emails } from '@exchange/db/emails/tables';
import { PASSWORD } from '@exchange/db/fixtures';
import { and, asc, eq } from 'drizzle-orm';
import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let email = '';
let token = '';
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  // Misses of the tests before are forgotten.
  api.passTime(900_000);
  ({ email } = await api.aUser());
  token = await api.signIn({ email });
});

const ask = (path: string, body?: object, as: string | undefined = token) =>
  api.ask(`/me/second-factor${path}`, { body, token: as });
const begin = () => ask('', { password: PASSWORD });
const codeNow = (secret: string) => generate({ secret, epoch: Math.floor(api.context.now().getTime() / 1000) });
const logIn = (totp?: string) => api.ask('/auth/login', { body: { email, password: PASSWORD, totp } });
const STEP = 30_000;

async function switchOn(): Promise<{ secret: string; codes: string[]; first: string }> {
  const secret = SecondFactor.parse((await begin()).body).secret!;
  const first = await codeNow(secret);
  const { body } = await ask('/confirm', { code: first });
  return { secret, codes: RecoveryCodes.parse(body).recoveryCodes, first };
}

describe('switching it on', () => {
  it('waits for the address to be verified: nobody locks its owner out beforehand', async () => {
    const stranger = await api.signIn(await api.aUser({ emailVerifiedAt: null }));
    const { status, body } = await ask('', { password: PASSWORD }, stranger);
    expect([status, body.error.code]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
    expect((await ask('', undefined, stranger)).body.state).toBe('off');
  });

  it('offers a secret that stays the same, and asks for no code until a first one was right', async () => {
    expect((await ask('')).body).toMatchObject({ state: 'off', secret: null });
    const first = SecondFactor.parse((await begin()).body);
    expect(first).toMatchObject({ state: 'begun', since: null });
    expect(first.uri).toBe(
      `otpauth://totp/Innovation%20Exchange:${encodeURIComponent(email)}?secret=${String(first.secret)}&issuer=Innovation%20Exchange`,
    );
    expect((await begin()).body).toEqual(first);
    expect((await logIn()).status).toBe(200);
    const wrong = await ask('/confirm', { code: '12 34' });
    expect([wrong.status, wrong.body.error.code, wrong.body.error.fields[0]?.path]).toEqual([
      422,
      'WRONG_CODE',
      'code',
    ]);
    const { body } = await ask('/confirm', { code: await codeNow(first.secret!) });
    expect(new Set(RecoveryCodes.parse(body).recoveryCodes).size).toBe(10);
    const on = SecondFactor.parse((await ask('')).body);
    expect(on).toMatchObject({ state: 'on', secret: null, uri: null, recoveryCodesLeft: 10 });
    expect((await begin()).body.error.code).toBe('SECOND_FACTOR_ON');
  });

  it('asks for the password once more, and slows guessing at it down', async () => {
    expect((await ask('', {})).body.error.fields[0]?.path).toBe('password');
    for (let miss = 0; miss < 5; miss += 1)
      expect((await ask('', { password: 'not the password' })).body.error.code).toBe('WRONG_PASSWORD');
    expect((await begin()).status).toBe(429);
    expect((await ask('')).body.state).toBe('off');
  });

  it('keeps neither the secret nor the recovery codes readable', async () => {
    const { secret, codes } = await switchOn();
    const kept = JSON.stringify([await api.db.select().from(secondFactors), await api.db.select().from(recoveryCodes)]);
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))])
      expect(kept).not.toContain(hidden);
    const copy = (await api.ask('/me/export', { method: 'POST', token })).text;
    expect(copy).toContain('secondFactorSince');
    expect(copy).not.toContain(secret);
  });

  it('is for those who are signed in', async () => {
    expect((await api.ask('/me/second-factor')).status).toBe(401);
    for (const [path, body] of [
      ['', { password: PASSWORD }],
      ['/confirm', { code: '1' }],
      ['/remove', { code: '1' }],
    ] as const)
      expect((await api.ask(`/me/second-factor${path}`, { body })).status).toBe(401);
    expect((await ask('/confirm', {})).body.error.fields[0]?.path).toBe('code');
    expect((await ask('/confirm', { code: '123456' })).body.error.code).toBe('SECOND_FACTOR_OFF');
    expect((await ask('/remove', { code: '123456' })).body.error.code).toBe('SECOND_FACTOR_OFF');
  });
});

describe('signing in with it', () => {
  it('asks for a code after the right password only, and takes each code once', async () => {
    const { secret, first } = await switchOn();
    expect((await logIn()).body.error.code).toBe('SECOND_FACTOR_NEEDED');
    const wrongPassword = { email, password: 'not the password', totp: await codeNow(secret) };
    expect((await api.ask('/auth/login', { body: wrongPassword })).body.error.code).toBe('WRONG_CREDENTIALS');
    // Used when it was switched on. Not made anew here: the half minute it is good for may just have ended.
    expect((await logIn(first)).body.error.code).toBe('SECOND_FACTOR_WRONG');
    api.passTime(STEP);
    const code = await codeNow(secret);
    expect((await logIn(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
    expect((await logIn(code)).body.error.code).toBe('SECOND_FACTOR_WRONG');
  });

  it('lets one of two in who bring the same code at once', async () => {
    const { secret } = await switchOn();
    api.passTime(STEP);
    const code = await codeNow(secret);
    const replies = await Promise.all([logIn(code), logIn(code), logIn(code)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('takes a recovery code in its place, once', async () => {
    const { codes } = await switchOn();
    expect((await logIn(codes[0]!.toUpperCase())).status).toBe(200);
    expect((await logIn(codes[0])).body.error.code).toBe('SECOND_FACTOR_WRONG');
    expect((await ask('')).body).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('asks for it after a new password by a mailed link as well', async () => {
    await switchOn();
    await api.ask('/auth/forgot-password', { body: { email } });
    const [mail] = await api.db
      .select()
      .from(emails)
      .where(and(eq(emails.to, email), eq(emails.kind, 'reset_password')));
    const password = 'three words quite new';
    await api.ask('/auth/reset-password', { body: { token: mail?.data.token, password } });
    const { body } = await api.ask('/auth/login', { body: { email, password } });
    expect(body.error.code).toBe('SECOND_FACTOR_NEEDED');
  });

  it('slows guessing at codes down', async () => {
    const { codes } = await switchOn();
    for (let miss = 0; miss < 5; miss += 1) expect((await logIn('000000')).status).toBe(401);
    expect((await logIn(codes[1])).status).toBe(429);
  });
});

describe('switching it off', () => {
  it('needs a code, and then none is asked for', async () => {
    const { codes } = await switchOn();
    expect((await ask('/remove', { code: '000000' })).body.error.code).toBe('WRONG_CODE');
    expect((await ask('/remove', { code: codes[2] })).status).toBe(204);
    expect((await logIn()).status).toBe(200);
    expect((await ask('')).body).toMatchObject({ state: 'off', recoveryCodesLeft: 0 });
    const actions = (await api.ask('/me/export', { method: 'POST', token })).text;
    for (const action of ['user.second_factor_on', 'user.recovery_code_used', 'user.second_factor_off'])
      expect(actions).toContain(action);
    const mail = await api.db.select().from(emails).where(eq(emails.to, email)).orderBy(asc(emails.id));
    expect(mail.map(({ kind, data }) => [kind, data.what, data.codesLeft])).toEqual([
      ['security_notice', 'second_step_on', undefined],
      ['security_notice', 'recovery_code_used', 9],
      ['security_notice', 'second_step_off', undefined],
    ]);
  });

  it('takes back what was begun and never confirmed', async () => {
    await begin();
    expect((await ask('/remove', { code: 'none' })).status).toBe(204);
    expect((await ask('')).body).toMatchObject({ state: 'off' });
  });

  it('slows guessing down for whoever finds a session open', async () => {
    await switchOn();
    for (let miss = 0; miss < 5; miss += 1) expect((await ask('/remove', { code: '000000' })).status).toBe(422);
    expect((await ask('/remove', { code: '000000' })).status).toBe(429);
  });
});
