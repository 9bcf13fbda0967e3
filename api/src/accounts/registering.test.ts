// Who registers somebody else's address gains nothing by it, whenever they come: before the owner, after, or at the same moment.
import { emails } from '@exchange/db/emails/tables';
import { and, desc, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const STRANGER = 'what the stranger chose';
const OWNER = 'what the owner chose';
let serial = 0;
let email = '';
beforeEach(() => {
  email = `wanted-${String((serial += 1))}@example.org`;
});

const register = (password: string, name = 'Ann') => api.ask('/auth/register', { body: { email, password, name } });
const logIn = (password: string) => api.ask('/auth/login', { body: { email, password } });
const verify = (token: string, password?: string) => api.ask('/auth/verify-email', { body: { token, password } });
const statusOf = async (answer: ReturnType<typeof logIn>) => (await answer).status;
const lastMail = async (kind: 'verify_email' | 'reset_password' | 'invitation') => {
  const those = and(eq(emails.to, email), eq(emails.kind, kind), ne(emails.state, 'cancelled'));
  const [mail] = await api.db.select().from(emails).where(those).orderBy(desc(emails.id));
  return mail!;
};
const linkFor = async (...given: Parameters<typeof lastMail>) => String((await lastMail(...given)).data.token);
const isOut = async (session: { accessToken: string; refreshToken: string }) => {
  const { refreshToken } = session;
  const me = await statusOf(api.ask('/me', { token: session.accessToken }));
  return me === 401 && (await statusOf(api.ask('/auth/refresh', { body: { refreshToken } }))) === 401;
};

describe('a stranger before the owner', () => {
  it('loses password, session and link when the owner registers', async () => {
    await register(STRANGER);
    const first = await linkFor('verify_email');
    const session = (await logIn(STRANGER)).body;
    expect(await statusOf(register(OWNER, 'Olive'))).toBe(201);
    expect(await isOut(session)).toBe(true);
    expect(await statusOf(logIn(STRANGER))).toBe(401);
    expect(await statusOf(verify(first))).toBe(422);
    const { status, body } = await verify(await linkFor('verify_email'));
    expect([status, body.user.name, body.user.emailVerified]).toEqual([200, 'Olive', true]);
    expect(await statusOf(logIn(OWNER))).toBe(200);
    expect(await statusOf(logIn(STRANGER))).toBe(401);
  });

  it('loses them when the owner chooses a new password instead', async () => {
    await register(STRANGER);
    const first = await linkFor('verify_email');
    const session = (await logIn(STRANGER)).body;
    await api.ask('/auth/forgot-password', { body: { email } });
    const older = await linkFor('reset_password');
    api.passTime(61_000);
    await api.ask('/auth/forgot-password', { body: { email } });
    const body = { token: await linkFor('reset_password'), password: OWNER };
    expect(await statusOf(api.ask('/auth/reset-password', { body }))).toBe(204);
    expect(await isOut(session)).toBe(true);
    expect(await statusOf(verify(first))).toBe(422);
    expect(await statusOf(api.ask('/auth/reset-password', { body: { ...body, token: older } }))).toBe(422);
    await register(STRANGER);
    expect([await statusOf(logIn(STRANGER)), await statusOf(logIn(OWNER))]).toEqual([401, 200]);
  });

  it('loses them when the owner comes by an invitation', async () => {
    const inviter = await api.aUser();
    const { slug } = await api.anOrganisation({ members: [{ user: inviter, role: 'owner' }] });
    await register(STRANGER);
    const session = (await logIn(STRANGER)).body;
    const invite = { body: { email, role: 'editor' }, token: await api.signIn(inviter) };
    await api.ask(`/organisations/${slug}/invitations`, invite);
    await register(OWNER);
    const link = await linkFor('verify_email');
    const { accessToken } = (await logIn(OWNER)).body;
    const accept = { body: { token: await linkFor('invitation') }, token: accessToken };
    expect(await statusOf(api.ask('/invitations/accept', { ...accept, token: session.accessToken }))).toBe(401);
    expect(await statusOf(api.ask('/invitations/accept', accept))).toBe(200);
    expect((await api.ask('/me', { token: accessToken })).body.user.emailVerified).toBe(true);
    expect(await isOut(session)).toBe(true);
    expect(await statusOf(verify(link))).toBe(422);
  });
});

describe('a stranger after the owner', () => {
  it('cannot have the owner prove their registration, when the owner gives the password that they chose', async () => {
    await register(OWNER);
    const owners = await linkFor('verify_email');
    await register(STRANGER);
    expect(await statusOf(verify(owners, OWNER))).toBe(422);
    const strangers = await linkFor('verify_email');
    const { status, body } = await verify(strangers, OWNER);
    expect([status, body.error.code, body.error.fields[0]?.path]).toEqual([422, 'WRONG_PASSWORD', 'password']);
    await register(OWNER);
    expect(await statusOf(verify(strangers, STRANGER))).toBe(422);
    expect(await statusOf(verify(await linkFor('verify_email'), OWNER))).toBe(200);
    expect([await statusOf(logIn(STRANGER)), await statusOf(logIn(OWNER))]).toEqual([401, 200]);
  });

  it('changes nothing of an address that is proven', async () => {
    await register(OWNER, 'Olive');
    await verify(await linkFor('verify_email'));
    const session = (await logIn(OWNER)).body;
    expect(await statusOf(register(STRANGER, 'Stan'))).toBe(201);
    const me = await api.ask('/me', { token: session.accessToken });
    expect([me.status, me.body.user.name]).toEqual([200, 'Olive']);
    expect([await statusOf(logIn(STRANGER)), await statusOf(logIn(OWNER))]).toEqual([401, 200]);
  });
});

describe('registrations of one address', () => {
  it('keep the session of the one whose link is followed, and the link of somebody who presses twice', async () => {
    await register(OWNER);
    const link = await linkFor('verify_email');
    await register(OWNER);
    const session = (await logIn(OWNER)).body;
    expect(await statusOf(verify(link, OWNER))).toBe(200);
    expect((await api.ask('/me', { token: session.accessToken })).body.user.emailVerified).toBe(true);
  });

  it('mail one link a minute, the last of them: those before are taken back', async () => {
    await register(OWNER);
    const first = await lastMail('verify_email');
    const sentAt = api.context.now();
    await api.db.update(emails).set({ state: 'sent', sentAt }).where(eq(emails.id, first.id));
    for (const password of [STRANGER, `${STRANGER} next`, OWNER]) await register(password);
    const mail = await api.db.select().from(emails).where(eq(emails.to, email)).orderBy(emails.id);
    expect(mail.map(({ state }) => state)).toEqual(['sent', 'cancelled', 'cancelled', 'pending']);
    expect(mail.slice(1, 3).map(({ data }) => data)).toEqual([{}, {}]);
    expect(mail[3]!.notBefore.getTime()).toBe(sentAt.getTime() + 60_000);
  });

  it('that come at once leave one, with its password and its link', async () => {
    const passwords = Array.from({ length: 4 }, (_, index) => `${STRANGER} ${String(index)}`);
    const answers = await Promise.all(passwords.map((password) => statusOf(register(password))));
    expect(answers).toEqual([201, 201, 201, 201]);
    const link = await linkFor('verify_email');
    const tried: number[] = [];
    for (const password of passwords) tried.push(await statusOf(verify(link, password)));
    expect([...tried].sort()).toEqual([200, 422, 422, 422]);
    expect(await statusOf(logIn(passwords[tried.indexOf(200)]!))).toBe(200);
  });

  it('and signing in at once never leave a session of the one before', async () => {
    await register(STRANGER);
    const [session] = await Promise.all([logIn(STRANGER), logIn(STRANGER), register(OWNER)]);
    if (session.status === 200) expect(await isOut(session.body)).toBe(true);
    expect(await statusOf(logIn(STRANGER))).toBe(401);
    expect(await statusOf(logIn(OWNER))).toBe(200);
  });
});
