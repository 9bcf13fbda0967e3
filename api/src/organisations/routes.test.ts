// Organisations and their members, as a client sees them.
import { Me, NamedOrganisation, Organisation } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { organisations } from '@exchange/db/organisations/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const as = { owner: '', editor: '', outsider: '', staff: '' };
let people: Record<'owner' | 'editor' | 'outsider', { id: string; email: string; name: string }>;
beforeAll(async () => {
  api = await createTestApi();
  people = { owner: await api.aUser(), editor: await api.aUser(), outsider: await api.aUser() };
  const all = { ...people, staff: await api.aStaffUser() };
  for (const [name, person] of Object.entries(all)) as[name as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());

const anOrganisation = (given: Parameters<TestApi['anOrganisation']>[0] = {}) =>
  api.anOrganisation({
    members: [
      { user: people.owner, role: 'owner' },
      { user: people.editor, role: 'editor' },
    ],
    ...given,
  });
let serial = 300_000;
const aNumber = () => ({ scheme: 'GB-CHC', id: String((serial += 1)) });
const body = { name: 'Sight & Sound', roles: ['innovator'], legalForm: 'charity' };
const create = (changes: object = {}, token: string | undefined = as.owner) =>
  api.ask('/organisations', { body: { ...body, ...changes }, token });

describe('POST /organisations', () => {
  it('makes one, of which its maker is the owner, under a slug of its own', async () => {
    const first = await create({ identifiers: [{ scheme: 'GB-COH', id: '9506232' }], website: 'https://example.org' });
    expect(first.status).toBe(201);
    expect(Organisation.parse(first.body)).toMatchObject({
      slug: 'sight-and-sound',
      identifiers: [{ scheme: 'GB-COH', id: '09506232' }],
      verified: false,
      version: 1,
    });
    expect((await create()).body.slug).toBe('sight-and-sound-2');
    const me = (await api.ask('/me', { token: as.owner })).body;
    const { memberships } = Me.parse(me);
    expect(memberships.find(({ organisation }) => organisation.id === first.body.id)?.role).toBe('owner');
  });

  it('refuses an identifier that another holds, says whose it is, and makes nothing', async () => {
    const held = aNumber();
    const { name } = await anOrganisation({ identifiers: [held] });
    const { status, body: reply } = await create({ name: 'Not made', identifiers: [aNumber(), held] });
    expect([status, reply.error.code]).toEqual([409, 'IDENTIFIER_TAKEN']);
    expect(reply.error.message).toContain(`belongs to ${name} here`);
    expect(reply.error.fields[0]?.path).toBe('identifiers.1');
    expect(await api.db.$count(organisations, eq(organisations.name, 'Not made'))).toBe(0);
  });

  it('gives an identifier to one of two who ask at once', async () => {
    const wanted = [aNumber()];
    const replies = await Promise.all([create({ identifiers: wanted }), create({ identifiers: wanted })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('names what is wrong', async () => {
    const twice = aNumber();
    const wrong = await create({
      name: '',
      roles: [],
      identifiers: [{ scheme: 'GB-SC', id: '1' }],
      website: 'ftp://x',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.error.fields.map(({ path }) => path).sort()).toEqual([
      'identifiers.0.id',
      'name',
      'roles',
      'website',
    ]);
    expect((await create({ identifiers: [twice, twice] })).body.error.fields[0]?.path).toBe('identifiers.1');
  });

  it('is for those who are signed in and have proven their address', async () => {
    expect((await api.ask('/organisations', { body })).status).toBe(401);
    const token = await api.signIn(await api.aUser({ emailVerifiedAt: null }));
    expect((await create({}, token)).body.error.code).toBe('EMAIL_NOT_VERIFIED');
  });
});

const NamedOrganisations = z.strictObject({ items: z.array(z.strictObject(NamedOrganisation.shape)) });

describe('GET /organisations', () => {
  const find = (query: Record<string, string>, token: string | undefined = as.outsider) =>
    api.ask(`/organisations?${new URLSearchParams(query).toString()}`, { token });

  it('finds those whose name holds every word, the nearest first, by number and slug too', async () => {
    const number = aNumber();
    for (const name of ['The Zürich Lamp Fund', 'Zurich Lamp', 'Zurich lamp makers 100%', 'Lamps of Gateshead'])
      await anOrganisation({ name, ...(name === 'Zurich Lamp' ? { identifiers: [number] } : {}) });
    const names = async (q: string) => NamedOrganisations.parse((await find({ q })).body).items.map(({ name }) => name);
    expect(await names('zurich LAMP')).toEqual(['Zurich Lamp', 'Zurich lamp makers 100%', 'The Zürich Lamp Fund']);
    expect(await names('lamp zürich fund')).toEqual(['The Zürich Lamp Fund']);
    expect(await names(' 100%')).toEqual(['Zurich lamp makers 100%']);
    expect(await names('zur_ch')).toEqual([]);
    const { items } = NamedOrganisations.parse((await find({ q: number.id, limit: '1' })).body);
    expect(items).toMatchObject([{ name: 'Zurich Lamp', identifiers: [number], verified: false }]);
    expect(await names(items[0]!.slug)).toContain('Zurich Lamp');
  });

  it('is for who is signed in with a proven address, and names what is wrong', async () => {
    expect((await api.ask('/organisations?q=lamp')).status).toBe(401);
    const unproven = await api.signIn(await api.aUser({ emailVerifiedAt: null }));
    expect((await find({ q: 'lamp' }, unproven)).status).toBe(403);
    for (const query of [{ q: 'l' }, { q: 'x'.repeat(161) }, { q: 'lamp', limit: '21' }, { q: 'lamp', slug: 'x' }, {}])
      expect((await find(query as Record<string, string>)).status, JSON.stringify(query)).toBe(422);
  });
});

describe('GET /organisations/:slug', () => {
  it('shows it to everybody, by slug and by id', async () => {
    const { id, slug } = await anOrganisation({ isTrusted: true });
    const { status, body: reply, headers } = await api.ask(`/organisations/${slug}`);
    expect(status).toBe(200);
    expect(reply).not.toHaveProperty('isTrusted');
    expect(headers['cache-control']).toMatch(/^public/);
    expect((await api.ask(`/organisations/${id}`)).body).toEqual(reply);
    expect((await api.ask('/organisations/nobody')).status).toBe(404);
  });
});

describe('PATCH /organisations/:slug', () => {
  const change = (slug: string, changes: object, token: string | undefined = as.owner) =>
    api.ask(`/organisations/${slug}`, { method: 'PATCH', body: changes, token });

  it('changes the parts given, and asks for the version', async () => {
    const { slug } = await anOrganisation();
    const { status, body: reply } = await change(slug, { version: 1, description: 'We read aloud.', website: null });
    expect(status).toBe(200);
    expect(reply).toMatchObject({ version: 2, description: 'We read aloud.' });
    const stale = await change(slug, { version: 1, description: 'Else' });
    expect([stale.status, stale.body.error.currentVersion]).toEqual([409, 2]);
    expect((await change(slug, { version: 2, isTrusted: true })).body.error.fields[0]?.path).toBe('isTrusted');
  });

  it('takes the verification back when its name or numbers change, and tells the cards', async () => {
    const { id, slug } = await anOrganisation({ verified: true, isTrusted: true, identifiers: [aNumber()] });
    const { version } = (await api.ask(`/organisations/${slug}`)).body;
    const kept = await change(slug, { version, description: 'New' });
    expect(kept.body.verified).toBe(true);
    const renamed = await change(slug, { version: kept.body.version, name: 'National Health Service' });
    expect(renamed.body).toMatchObject({ verified: false, verifiedAt: null, slug });
    const told = await api.db.$count(outbox, sql`${outbox.payload}->>'organisationId' = ${id}`);
    expect(told).toBe(1);
    const byStaff = await api.ask(`/admin/organisations/${id}/verify`, { method: 'POST', token: as.staff });
    const again = await change(slug, { version: byStaff.body.version, name: 'Charity' }, as.staff);
    expect(again.body.verified).toBe(true);
  });

  it('is for owners and staff', async () => {
    const { slug } = await anOrganisation();
    const changes = { version: 1, description: 'New' };
    expect((await api.ask(`/organisations/${slug}`, { method: 'PATCH', body: changes })).status).toBe(401);
    expect((await change(slug, changes, as.editor)).status).toBe(403);
    expect((await change(slug, changes, as.outsider)).status).toBe(403);
    expect((await change('nobody', changes)).status).toBe(404);
    expect((await change(slug, changes, as.staff)).status).toBe(200);
  });
});

describe('members', () => {
  const members = (slug: string, token?: string) => api.ask(`/organisations/${slug}/members`, { token });
  const invite = (slug: string, email: string, token: string | undefined = as.owner) =>
    api.ask(`/organisations/${slug}/invitations`, { body: { email, role: 'editor' }, token });
  const tokenTo = async (email: string) => {
    const [mail] = await api.db.select().from(emails).where(eq(emails.to, email)).orderBy(desc(emails.id));
    return mail?.data as { token: string; organisationName: string; invitedBy: string; role: string };
  };
  const accept = (invitation: string, token?: string) =>
    api.ask('/invitations/accept', { body: { token: invitation }, token });

  it('are listed for members and staff', async () => {
    const { slug } = await anOrganisation();
    const { status, body: reply } = await members(slug, as.editor);
    expect(status).toBe(200);
    expect(reply.items).toMatchObject([
      { user: { email: people.owner.email }, role: 'owner' },
      { user: { email: people.editor.email }, role: 'editor' },
    ]);
    expect((await members(slug)).status).toBe(401);
    expect((await members(slug, as.outsider)).status).toBe(403);
    expect((await members('nobody', as.owner)).status).toBe(404);
    expect((await members(slug, as.staff)).status).toBe(200);
  });

  it('join by a mailed invitation, once, and only whom it was sent to', async () => {
    const { slug, name } = await anOrganisation();
    const joiner = await api.aUser({ emailVerifiedAt: null });
    expect((await invite(slug, joiner.email.toUpperCase())).status).toBe(201);
    const { token, ...data } = await tokenTo(joiner.email);
    expect(data).toEqual({
      invitationId: expect.any(String) as string,
      organisationName: name,
      invitedBy: people.owner.name,
      role: 'editor',
    });
    const joining = await api.signIn(joiner);
    expect((await accept(token)).status).toBe(401);
    expect((await accept(token, as.outsider)).status).toBe(403);
    const { status, body: reply } = await accept(token, joining);
    expect([status, reply.role]).toEqual([200, 'editor']);
    expect((await api.ask('/me', { token: joining })).body.user.emailVerified).toBe(true);
    expect((await accept(token, joining)).status).toBe(422);
    expect((await members(slug, joining)).body.items).toHaveLength(3);
    expect((await invite(slug, joiner.email)).body.error.code).toBe('ALREADY_A_MEMBER');
  });

  it('are invited by owners, with a link of 14 days', async () => {
    const { slug } = await anOrganisation();
    expect((await invite(slug, 'new@example.org', as.editor)).status).toBe(403);
    expect((await invite(slug, 'new@example.org', as.outsider)).status).toBe(403);
    expect((await invite('nobody', 'new@example.org')).status).toBe(404);
    expect((await invite(slug, 'no address')).status).toBe(422);
    const late = await api.aUser();
    await invite(slug, late.email);
    const { token } = await tokenTo(late.email);
    api.passTime(14 * 24 * 3_600_000 + 1000);
    expect((await accept(token, await api.signIn(late))).body.error.code).toBe('INVALID_TOKEN');
  });

  it('are changed and removed by owners, leave by themselves, and one owner stays', async () => {
    const { slug } = await anOrganisation();
    const at = (user: { id: string }) => `/organisations/${slug}/members/${user.id}`;
    const setRole = (user: { id: string }, role: string, token: string) =>
      api.ask(at(user), { method: 'PATCH', body: { role }, token });
    const remove = (user: { id: string }, token: string) => api.ask(at(user), { method: 'DELETE', token });
    expect((await setRole(people.owner, 'viewer', as.owner)).body.error.code).toBe('LAST_OWNER');
    expect((await remove(people.owner, as.owner)).body.error.code).toBe('LAST_OWNER');
    expect((await setRole(people.editor, 'owner', as.editor)).status).toBe(403);
    expect((await remove(people.owner, as.editor)).status).toBe(403);
    expect((await setRole(people.outsider, 'owner', as.owner)).status).toBe(404);
    expect((await setRole(people.editor, 'owner', as.owner)).status).toBe(200);
    const both = await Promise.all([remove(people.owner, as.owner), remove(people.editor, as.editor)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});
