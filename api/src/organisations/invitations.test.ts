// Invitations to an organisation: who sees them, mailing again, taking back, and what whoever holds a link is shown.
import { Invitation, InvitationView, Notification } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let slug = '';
let name = '';
const as = { owner: '', editor: '', outsider: '', staff: '' };
let owner: { id: string; name: string };
let editor: { id: string };
beforeAll(async () => {
  api = await createTestApi();
  const people = { owner: await api.aUser(), editor: await api.aUser(), outsider: await api.aUser() };
  ({ owner, editor } = people);
  for (const [who, person] of Object.entries({ ...people, staff: await api.aStaffUser() }))
    as[who as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());
beforeEach(async () => {
  const members = [
    { user: owner, role: 'owner' as const },
    { user: editor, role: 'editor' as const },
  ];
  ({ slug, name } = await api.anOrganisation({ members }));
});

const path = () => `/organisations/${slug}/invitations`;
const list = (token?: string) => api.ask(path(), { token });
const invite = async (email: string) =>
  (await api.ask(path(), { body: { email, role: 'editor' }, token: as.owner })).body;
const resend = (id: string, token?: string) => api.ask(`${path()}/${id}/resend`, { method: 'POST', token });
const revoke = (id: string, token?: string) => api.ask(`${path()}/${id}`, { method: 'DELETE', token });
const look = (token: string) => api.ask(`/invitations?token=${token}`);
const accept = (invitation: string, token: string) =>
  api.ask('/invitations/accept', { body: { token: invitation }, token });
const mailedTokens = async (email: string) => {
  const rows = await api.db.select().from(emails).where(eq(emails.to, email)).orderBy(desc(emails.id));
  return rows.map(({ data }) => (data as { token: string }).token);
};
const latest = async (email: string) => (await mailedTokens(email))[0] ?? '';
const MINUTE = 60_000;
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

describe('GET /organisations/:slug/invitations', () => {
  it('lists what waits for an answer, for owners and staff', async () => {
    const joiner = await api.aUser();
    await invite(joiner.email);
    await invite('later@example.org');
    await accept(await latest(joiner.email), await api.signIn(joiner));
    const { status, body } = await list(as.owner);
    expect(status).toBe(200);
    expect(body.items.map((item) => Invitation.parse(item))).toMatchObject([
      { email: 'later@example.org', role: 'editor', invitedBy: owner.name, expired: false },
    ]);
    expect((await list(as.staff)).body).toEqual(body);
    expect((await list()).status).toBe(401);
    expect((await list(as.editor)).status).toBe(403);
    expect((await list(as.outsider)).status).toBe(403);
    expect((await api.ask('/organisations/nobody/invitations', { token: as.owner })).status).toBe(404);
  });
});

describe('POST …/invitations', () => {
  it('lets the newest link to an address work, and no earlier one', async () => {
    const { email } = await api.aUser();
    const [first] = [await invite(email), await invite(email.toUpperCase())];
    expect((await list(as.owner)).body.items).toHaveLength(1);
    const [second = '', old = ''] = await mailedTokens(email);
    expect((await look(old)).body.state).toBe('revoked');
    expect((await look(second)).body.state).toBe('open');
    expect((await resend(first.id, as.owner)).status).toBe(404);
  });

  it('stops when fifty wait for an answer', async () => {
    for (let number = 1; number <= 50; number += 1) await invite(`person-${String(number)}@example.org`);
    expect((await invite('one-more@example.org')).error.code).toBe('TOO_MANY_INVITATIONS');
    const items = (await list(as.owner)).body.items;
    expect(items).toHaveLength(50);
    await revoke(items[0]?.id ?? '', as.owner);
    expect((await invite('one-more@example.org')).email).toBe('one-more@example.org');
  });

  it('does not let anybody fill somebody else’s mailbox by inviting over and over', async () => {
    const { email } = await api.aUser();
    for (let times = 1; times <= 5; times += 1) {
      const { id } = await invite(times % 2 ? email : email.toUpperCase());
      await revoke(id, as.owner);
    }
    const { slug: other } = await api.anOrganisation({ members: [{ user: owner, role: 'owner' }] });
    for (const at of [slug, other]) {
      const refused = await api.ask(`/organisations/${at}/invitations`, {
        body: { email, role: 'editor' },
        token: as.owner,
      });
      expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    }
    expect(await mailedTokens(email)).toHaveLength(5);
    api.passTime(24 * 60 * MINUTE);
    expect((await invite(email)).email).toBe(email);
  });
});

describe('POST …/invitations/:id/resend', () => {
  it('mails a new link that lasts 14 days more, and not within a minute', async () => {
    const person = await api.aUser();
    const { id } = await invite(person.email);
    const old = await latest(person.email);
    const tooSoon = await resend(id, as.owner);
    expect([tooSoon.status, Number(tooSoon.headers['retry-after']) > 0]).toEqual([429, true]);
    api.passTime(15 * 24 * 60 * MINUTE);
    expect((await list(as.owner)).body.items[0]).toMatchObject({ id, expired: true });
    const again = await resend(id, as.owner);
    expect(Invitation.parse(again.body)).toMatchObject({ id, expired: false });
    expect((await look(old)).status).toBe(404);
    expect((await accept(await latest(person.email), await api.signIn(person))).status).toBe(200);
    expect((await resend(id, as.owner)).status).toBe(404);
  });

  it('is for owners and staff', async () => {
    const { id } = await invite('somebody@example.org');
    expect((await resend(id)).status).toBe(401);
    expect((await resend(id, as.editor)).status).toBe(403);
    expect((await resend(NOBODY, as.owner)).status).toBe(404);
    expect((await resend('no-id', as.owner)).status).toBe(404);
    const { slug: other } = await api.anOrganisation({ members: [{ user: owner, role: 'owner' }] });
    const elsewhere = await api.ask(`/organisations/${other}/invitations/${id}/resend`, {
      method: 'POST',
      token: as.owner,
    });
    expect(elsewhere.status).toBe(404);
  });
});

describe('DELETE …/invitations/:id', () => {
  it('takes it back, once, for owners and staff', async () => {
    const person = await api.aUser();
    const { id } = await invite(person.email);
    const token = await latest(person.email);
    expect((await revoke(id)).status).toBe(401);
    expect((await revoke(id, as.outsider)).status).toBe(403);
    expect((await revoke(NOBODY, as.owner)).status).toBe(404);
    expect((await revoke('no-id', as.owner)).status).toBe(404);
    expect((await revoke(id, as.staff)).status).toBe(204);
    expect((await revoke(id, as.owner)).status).toBe(404);
    expect((await look(token)).body.state).toBe('revoked');
    expect((await accept(token, await api.signIn(person))).body.error.code).toBe('INVALID_TOKEN');
  });
});

describe('GET /invitations', () => {
  it('says what it is, to whoever holds the link, and changes nothing', async () => {
    const person = await api.aUser();
    await invite(person.email);
    const token = await latest(person.email);
    const { status, body, headers } = await look(token);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(InvitationView.parse(body)).toMatchObject({
      organisation: { slug, name },
      email: person.email,
      role: 'editor',
      invitedBy: owner.name,
      state: 'open',
    });
    expect((await look(token)).body).toEqual(body);
    await accept(token, await api.signIn(person));
    expect((await look(token)).body.state).toBe('accepted');
    expect((await look('made-up')).status).toBe(404);
    expect((await api.ask('/invitations')).status).toBe(422);
  });

  it('says when it has expired', async () => {
    const person = await api.aUser();
    await invite(person.email);
    api.passTime(14 * 24 * 60 * MINUTE);
    expect((await look(await latest(person.email))).body.state).toBe('expired');
  });
});

describe('an invitation to somebody who has an account', () => {
  const told = async (token: string) =>
    (await api.ask('/notifications', { token })).body.items.map((item) => Notification.parse(item));
  const mine = (id: string, token?: string) => api.ask(`/me/invitations/${id}`, { token });
  const acceptMine = (id: string, token?: string) => api.ask(`/me/invitations/${id}/accept`, { method: 'POST', token });

  it('is told on the pages too, and accepted there without the mailed link', async () => {
    const joiner = await api.aUser();
    const token = await api.signIn(joiner);
    const { id } = Invitation.parse(await invite(joiner.email));
    const [notification, ...others] = await told(token);
    expect(others).toEqual([]);
    expect(notification).toMatchObject({
      ...{ kind: 'invitation', text: `You are asked to join ${name}`, path: `/invitations?id=${id}`, isRead: false },
    });
    expect(JSON.stringify(notification)).not.toContain(await latest(joiner.email));
    expect(InvitationView.parse((await mine(id, token)).body)).toMatchObject({ state: 'open', role: 'editor' });
    expect((await acceptMine(id, token)).body).toMatchObject({ organisation: { slug }, role: 'editor' });
    expect((await mine(id, token)).body).toMatchObject({ state: 'accepted' });
    const again = await acceptMine(id, token);
    expect([again.status, again.body.error.code]).toEqual([422, 'INVALID_TOKEN']);
    expect((await accept(await latest(joiner.email), token)).status).toBe(422);
  });

  it('is nobody else’s, nor an address’s that is not proven', async () => {
    const claimed = await api.aUser({ emailVerifiedAt: null });
    const token = await api.signIn(claimed);
    const { id } = Invitation.parse(await invite(claimed.email));
    expect(await told(token)).toEqual([]);
    for (const other of [token, as.owner, as.staff])
      for (const ask of [mine, acceptMine]) expect((await ask(id, other)).status).toBe(404);
    expect((await mine(NOBODY, as.owner)).status).toBe(404);
    expect((await mine('not-an-id', as.owner)).status).toBe(404);
    expect([(await mine(id)).status, (await acceptMine(id)).status]).toEqual([401, 401]);
  });

  it('works no more once it is taken back', async () => {
    const joiner = await api.aUser();
    const token = await api.signIn(joiner);
    const { id } = Invitation.parse(await invite(joiner.email));
    await revoke(id, as.owner);
    expect((await mine(id, token)).body).toMatchObject({ state: 'revoked' });
    expect((await acceptMine(id, token)).status).toBe(422);
  });
});
