// Keys for an organisation's own programs: who makes them, what they open, and when they stop.
import type { ApiKey, NewApiKey } from '@exchange/contracts';
import { apiKeys, auditEntries, emails } from '@exchange/db/schema';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleOf, type Tokens } from '../testing-people.ts';
import { createTestApi, type TestApi } from '../testing.ts';

const DAY = 86_400_000;

let api: TestApi;
let slug: string;
let organisationId: string;
let tokens: Tokens<'owner' | 'editor' | 'viewer'>;
beforeAll(async () => {
  api = await createTestApi();
  const people = await peopleOf(api, { owner: 'owner', editor: 'editor', viewer: 'viewer' });
  ({ tokens } = people);
  ({ slug, id: organisationId } = people.organisation);
});
afterAll(() => api.close());

const keysOf = (of: string) => `/organisations/${of}/api-keys`;
const make = async (body: object = {}, token = tokens.owner, of = slug) =>
  api.ask(keysOf(of), { body: { name: 'Our register', ...body }, token });
const made = async (body: object = {}) => (await make(body)).body as unknown as NewApiKey;
const draft = () => ({ organisationId, title: 'By a program' });

describe('making a key', () => {
  it('tells the key once, and keeps its hash only', async () => {
    const reply = await make({ scope: 'write' });
    expect(reply.status).toBe(201);
    const { key, ...rest } = reply.body as unknown as NewApiKey;
    expect(key).toMatch(/^ixk_[\w-]{43}$/);
    expect(rest).toMatchObject({ name: 'Our register', scope: 'write', works: true, lastUsedAt: null });
    const [row] = await api.db.select().from(apiKeys).where(eq(apiKeys.id, rest.id));
    expect(JSON.stringify(row)).not.toContain(key.slice(rest.start.length));
    const { items } = (await api.ask(keysOf(slug), { token: tokens.owner })).body as unknown as { items: ApiKey[] };
    expect(items.find(({ id }) => id === rest.id)).toEqual(rest);
    expect(JSON.stringify(items)).not.toContain(key);
  });

  it('is for owners; staff see keys and take them back, others do neither', async () => {
    const { id } = await made();
    for (const name of ['editor', 'viewer', 'outsider'] as const) {
      expect((await make({}, tokens[name])).status).toBe(403);
      expect((await api.ask(keysOf(slug), { token: tokens[name] })).status).toBe(403);
      expect((await api.ask(`${keysOf(slug)}/${id}`, { method: 'DELETE', token: tokens[name] })).status).toBe(403);
    }
    expect((await make({}, tokens.staff)).status).toBe(403);
    expect((await api.ask(keysOf(slug), { token: tokens.staff })).status).toBe(200);
    expect((await api.ask(keysOf(slug))).status).toBe(401);
    expect((await make({}, tokens.owner, 'no-such-organisation')).status).toBe(404);
  });

  it('refuses what is wrong, field by field', async () => {
    const reply = await make({ name: ' ', scope: 'everything', expiresInDays: 400, extra: 1 });
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['name', 'scope', 'expiresInDays']),
    );
  });

  it('tells every owner by mail, and the history', async () => {
    const [maker, other, editor] = [await api.aUser(), await api.aUser(), await api.aUser()];
    const owners = [maker, other].map((user) => ({ user, role: 'owner' as const }));
    const organisation = await api.anOrganisation({ members: [...owners, { user: editor, role: 'editor' }] });
    const reply = await make({ name: 'Nightly import' }, await api.signIn(maker), organisation.slug);
    expect(reply.status).toBe(201);
    const mails = await api.db
      .select({ to: emails.to, data: emails.data })
      .from(emails)
      .where(eq(emails.kind, 'security_notice'));
    const told = mails.filter(({ data }) => JSON.stringify(data).includes('Nightly import'));
    expect(told.map(({ to }) => to).sort()).toEqual([maker.email, other.email].sort());
    const history = await api.db
      .select({ details: auditEntries.details })
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectId, organisation.id), eq(auditEntries.action, 'organisation.key_made')));
    expect(history).toEqual([{ details: { name: 'Nightly import', scope: 'read', expiresInDays: 90 } }]);
    expect(JSON.stringify([mails, history])).not.toContain((reply.body as unknown as NewApiKey).key);
  });

  it('stops at twenty that stand', async () => {
    const people = await peopleOf(api, { owner: 'owner' });
    const again = () => make({ expiresInDays: 1 }, people.tokens.owner, people.organisation.slug);
    for (let n = 0; n < 20; n += 1) expect((await again()).status).toBe(201);
    const reply = await again();
    expect([reply.status, reply.text]).toEqual([409, expect.stringContaining('TOO_MANY_KEYS')]);
  });
});

describe('asking with a key', () => {
  it('reads what members read', async () => {
    const { key } = await made();
    for (const path of [
      `/organisations/${slug}/listings`,
      `/interests?organisation=${organisationId}`,
      `/matches?organisation=${organisationId}&side=interest`,
    ])
      expect([path, (await api.ask(path, { token: key })).status]).toEqual([path, 200]);
    const { id } = (await api.ask('/listings', { body: draft(), token: tokens.editor })).body;
    expect((await api.ask(`/listings/${id}`, { token: key })).status).toBe(200);
    expect((await api.ask(`/listings/${id}`)).status).toBe(404);
  });

  it('writes with that scope only, and the history says by which key', async () => {
    const reader = await made();
    const refused = await api.ask('/listings', { body: draft(), token: reader.key });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('KEY_NOT_ALLOWED')]);
    const { key } = await made({ scope: 'write', name: 'Case system' });
    const reply = await api.ask('/listings', { body: draft(), token: key });
    expect(reply.status).toBe(201);
    const { id } = reply.body;
    const { version } = reply.body as unknown as { version: number };
    const changed = await api.ask(`/listings/${id}`, {
      method: 'PATCH',
      body: { version, title: 'Again' },
      token: key,
    });
    expect(changed.status).toBe(200);
    const lines = await api.db.select().from(auditEntries).where(eq(auditEntries.subjectId, id));
    expect(lines.length).toBeGreaterThan(0);
    for (const { details } of lines) expect(details).toMatchObject({ apiKey: 'Case system' });
  });

  it('acts for its own organisation only, whatever else its maker may do', async () => {
    const owner = await api.aUser();
    const mine = await api.anOrganisation({ members: [{ user: owner, role: 'owner' }] });
    const theirs = await api.anOrganisation({ members: [{ user: owner, role: 'owner' }] });
    const token = await api.signIn(owner);
    const { key } = (await make({ scope: 'write' }, token, mine.slug)).body as unknown as NewApiKey;
    expect((await api.ask(`/organisations/${theirs.slug}/listings`, { token: key })).status).toBe(403);
    const elsewhere = { body: { ...draft(), organisationId: theirs.id }, token: key };
    expect((await api.ask('/listings', elsewhere)).status).toBe(403);
    const other = await api.ask('/listings', { body: { ...draft(), organisationId: theirs.id }, token });
    const { id } = other.body;
    expect((await api.ask(`/listings/${id}`, { token: key })).status).toBe(404);
  });

  it('never does what a person has to: accounts, members, keys, decisions of staff', async () => {
    const { key, id } = await made({ scope: 'write' });
    const asked: [string, { method?: 'DELETE' | 'PATCH'; body?: object }?][] = [
      ['/me'],
      ['/me', { method: 'PATCH', body: { name: 'Somebody else' } }],
      ['/me', { method: 'DELETE' }],
      ['/me/export', { body: {} }],
      ['/notifications'],
      [keysOf(slug)],
      [keysOf(slug), { body: { name: 'Another' } }],
      [`${keysOf(slug)}/${id}`, { method: 'DELETE' }],
      [`/organisations/${slug}`, { method: 'PATCH', body: { version: 1 } }],
      [`/organisations/${slug}/members`],
      ['/admin/review-queue'],
    ];
    for (const [path, given] of asked) {
      const reply = await api.ask(path, { ...given, token: key });
      expect([path, reply.status, reply.text]).toEqual([path, 403, expect.stringContaining('KEY_NOT_ALLOWED')]);
    }
  });

  it('stops when it is taken back, expires, or its maker is no owner any more', async () => {
    const ask = (key: string) => api.ask(`/organisations/${slug}/listings`, { token: key });
    const [back, short] = [await made(), await made({ expiresInDays: 1 })];
    const revoked = await api.ask(`${keysOf(slug)}/${back.id}`, { method: 'DELETE', token: tokens.owner });
    expect(revoked.status).toBe(204);
    expect((await ask(back.key)).status).toBe(401);
    const again = await api.ask(`${keysOf(slug)}/${back.id}`, { method: 'DELETE', token: tokens.owner });
    expect(again.status).toBe(404);
    expect((await ask(short.key)).status).toBe(200);
    for (const wrong of ['ixk_', 'ixk_x', `${short.key}x`]) expect((await ask(wrong)).status).toBe(401);

    const [leaver, other] = [await api.aUser(), await api.aUser()];
    const members = [leaver, other].map((user) => ({ user, role: 'owner' as const }));
    const organisation = await api.anOrganisation({ members });
    const token = await api.signIn(leaver);
    const { key } = (await make({}, token, organisation.slug)).body as unknown as NewApiKey;
    const askThere = () => api.ask(`/organisations/${organisation.slug}/listings`, { token: key });
    expect((await askThere()).status).toBe(200);
    const path = `/organisations/${organisation.slug}/members/${leaver.id}`;
    await api.ask(path, { method: 'PATCH', body: { role: 'editor' }, token: await api.signIn(other) });
    expect((await askThere()).status).toBe(401);

    api.passTime(2 * DAY);
    expect((await ask(short.key)).status).toBe(401);
  });

  it('notes its use, to the hour', async () => {
    const people = await peopleOf(api, { owner: 'owner' });
    const reply = await make({}, people.tokens.owner, people.organisation.slug);
    const { id, key } = reply.body as unknown as NewApiKey;
    const used = async () => {
      await api.ask(`/organisations/${people.organisation.slug}/listings`, { token: key });
      const [row] = await api.db.select().from(apiKeys).where(eq(apiKeys.id, id));
      return row?.lastUsedAt?.getTime();
    };
    const first = await used();
    expect(first).toBeDefined();
    expect(await used()).toBe(first);
    api.passTime(3_600_000);
    expect(await used()).toBeGreaterThan(first ?? 0);
  });

  it('is described where it may be used, with the scope it needs', async () => {
    const document = (await api.ask('/api/openapi.json')).body as unknown as {
      paths: Record<string, Record<string, { security?: object[] }>>;
    };
    const security = (path: string, method: string) => document.paths[`/api/v1${path}`]?.[method]?.security;
    expect(security('/listings', 'post')).toEqual([{ bearer: [] }, { apiKey: ['write'] }]);
    expect(security('/matches', 'get')).toEqual([{ bearer: [] }, { apiKey: ['read'] }]);
    expect(security('/me', 'get')).toEqual([{ bearer: [] }]);
  });
});
