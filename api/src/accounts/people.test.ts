// The exchange team finds a person, and switches off a second step that was lost.
import { PersonForStaff, SecondFactor } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { PASSWORD } from '@exchange/db/fixtures';
import { auditEntries } from '@exchange/db/moderation/tables';
import { and, eq } from 'drizzle-orm';
import { generate } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff = '';
let staffSecret = '';
let person: Awaited<ReturnType<TestApi['aUser']>>;
beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
  staffSecret = await switchOn(staff);
  person = await api.aUser({ name: 'Lost Phone' });
});
afterAll(() => api.close());

const codeNow = (secret: string) => generate({ secret, epoch: Math.floor(api.context.now().getTime() / 1000) });
/** A code that has not been used yet. */
const nextCode = (secret: string) => {
  api.passTime(30_000);
  return codeNow(secret);
};
async function switchOn(token: string): Promise<string> {
  const begun = await api.ask('/me/second-factor', { body: { password: PASSWORD }, token });
  const secret = SecondFactor.parse(begun.body).secret!;
  const body = { code: await codeNow(secret) };
  expect((await api.ask('/me/second-factor/confirm', { body, token })).status).toBe(200);
  return secret;
}
const reset = (id: string, body: object, token?: string) =>
  api.ask(`/admin/people/${id}/reset-second-factor`, { body, token });
const reason = 'Rang from the number we have of them';

it('finds one by the whole address, and nobody by a part', async () => {
  const { name } = await api.anOrganisation({ members: [{ user: person, role: 'editor' }] });
  const find = (email: string) => api.ask(`/admin/people?email=${encodeURIComponent(email)}`, { token: staff });
  const { items } = (await find(person.email.toUpperCase())).body;
  expect(PersonForStaff.parse(items[0])).toMatchObject({
    id: person.id,
    secondFactorSince: null,
    lastSeenAt: null,
    memberships: [{ organisation: { name }, role: 'editor' }],
  });
  expect((await find('nobody@example.org')).body.items).toEqual([]);
  expect((await find('person')).status).toBe(422);
  expect((await api.ask(`/admin/people/${person.id}`, { token: staff })).body).toEqual(items[0]);
  expect((await api.ask('/admin/people/019a5c1e-0000-7000-8000-000000000000', { token: staff })).status).toBe(404);
});

it('switches a lost second step off, with the reason, a mail, and every session ended', async () => {
  const token = await api.signIn(person);
  await switchOn(token);
  const wrong = await reset(person.id, { reason, code: '000000' }, staff);
  expect([wrong.status, wrong.body.error.code]).toEqual([422, 'WRONG_CODE']);
  const code = await nextCode(staffSecret);
  expect((await reset(person.id, { reason: ' ', code }, staff)).body.error.fields[0]?.path).toBe('reason');
  expect((await reset(person.id, { reason, code }, staff)).status).toBe(204);
  expect((await api.ask('/me', { token })).status).toBe(401);
  expect((await api.ask('/auth/login', { body: { email: person.email, password: PASSWORD } })).status).toBe(200);
  const history = await api.db.select().from(auditEntries).where(eq(auditEntries.action, 'user.second_factor_reset'));
  expect(history).toMatchObject([{ actorName: 'Sam Staff', subjectId: person.id, details: { reason } }]);
  const mail = and(eq(emails.userId, person.id), eq(emails.kind, 'security_notice'));
  const what = (await api.db.select().from(emails).where(mail).orderBy(emails.id)).map(({ data }) => data.what);
  expect(what).toEqual(['second_step_on', 'second_step_reset']);
  const again = await reset(person.id, { reason, code: await nextCode(staffSecret) }, staff);
  expect([again.status, again.body.error.code]).toEqual([409, 'SECOND_FACTOR_OFF']);
});

it('is for staff with a second step of their own, at that moment, and not for themselves', async () => {
  const token = await api.signIn(person);
  const secret = await switchOn(token);
  const bare = await api.aStaffUser();
  const asBare = await api.signIn(bare);
  const code = await nextCode(secret);
  const outcomes = [
    await reset(person.id, { reason, code }),
    await reset(person.id, { reason, code }, token),
    await reset(person.id, { reason, code }, asBare),
    await reset(bare.id, { reason, code }, asBare),
    await reset('019a5c1e-0000-7000-8000-000000000000', { reason, code: await nextCode(staffSecret) }, staff),
    await reset(person.id, { reason, code }, staff),
  ];
  expect(outcomes.map(({ status, body }) => [status, body.error.code])).toEqual([
    [401, 'NOT_SIGNED_IN'],
    [403, 'FORBIDDEN'],
    [403, 'SECOND_FACTOR_OFF'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [422, 'WRONG_CODE'],
  ]);
  for (const path of ['/admin/people?email=a@example.org', `/admin/people/${person.id}`])
    expect([(await api.ask(path)).status, (await api.ask(path, { token })).status]).toEqual([401, 403]);
  expect((await api.ask('/me/second-factor', { token })).body.state).toBe('on');
});

it('signs somebody out everywhere, with the reason', async () => {
  const other = await api.aUser();
  const token = await api.signIn(other);
  const end = (id: string, body: object, as?: string) =>
    api.ask(`/admin/people/${id}/end-sessions`, { body, token: as });
  const refused = [await end(other.id, { reason }), await end(other.id, { reason }, token)];
  expect(refused.map(({ status }) => status)).toEqual([401, 403]);
  expect((await end(other.id, {}, staff)).body.error.fields[0]?.path).toBe('reason');
  expect((await end('019a5c1e-0000-7000-8000-000000000000', { reason }, staff)).status).toBe(404);
  expect((await api.ask('/me', { token })).status).toBe(200);
  expect((await end(other.id, { reason }, staff)).status).toBe(204);
  expect((await api.ask('/me', { token })).status).toBe(401);
  const history = await api.db.select().from(auditEntries).where(eq(auditEntries.subjectId, other.id));
  expect(history).toMatchObject([{ action: 'user.sessions_ended', actorName: 'Sam Staff', details: { reason } }]);
});
