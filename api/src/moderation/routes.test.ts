// The exchange team's endpoints: only staff, oldest first, nothing skipped between pages.
import { AuditEntry, Organisation, ReviewItem } from '@exchange/contracts';
import { requestEmail } from '@exchange/db/emails/queries';
import { updateListingState } from '@exchange/db/listings/queries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff = '';
let member = '';
beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
  member = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

async function walk(path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await api.ask(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`, { token: staff });
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

describe('every staff endpoint', () => {
  const id = '019a5c1e-0000-7000-8000-000000000000';
  it.each([
    ['GET', '/admin/review-queue', undefined],
    ['GET', '/admin/organisations', undefined],
    ['GET', '/admin/audit', undefined],
    ['GET', '/admin/emails', undefined],
    ['POST', `/admin/organisations/${id}/verify`, {}],
    ['POST', `/admin/organisations/${id}/trust`, { trusted: true }],
  ] as const)('%s %s is for staff', async (method, path, body) => {
    expect((await api.ask(path, { method, body })).status).toBe(401);
    expect((await api.ask(path, { method, body, token: member })).status).toBe(403);
    expect((await api.ask(path, { method, body, token: staff })).status).toBe(method === 'GET' ? 200 : 404);
  });

  it.each(['review-queue', 'organisations', 'audit', 'emails'])('%s refuses a wrong limit and cursor', async (name) => {
    const { status, body } = await api.ask(`/admin/${name}?limit=101&colour=blue`, { token: staff });
    expect(status).toBe(422);
    expect(body.error.fields.map(({ path }) => path)).toEqual(['limit', 'colour']);
    const cursor = Buffer.from('{"id":"x"}').toString('base64url');
    expect((await api.ask(`/admin/${name}?cursor=${cursor}`, { token: staff })).status).toBe(422);
  });
});

describe('the organisations', () => {
  const find = async (query: string) => {
    const { body } = await api.ask(`/admin/organisations?${query}`, { token: staff });
    return body.items.map((item) => Organisation.parse(item).name);
  };

  it('are found by a part of the name or of a number, whatever its case, and say whether they are trusted', async () => {
    const identifiers = [{ scheme: 'GB-SC', id: 'SC049876' }];
    const { id } = await api.anOrganisation({ name: 'Wick 100% Sight', identifiers, verified: true });
    await api.anOrganisation({ name: 'Wick 1000 Sight' });
    for (const q of ['q=100%25', 'q=sc049', 'q=SC 049876', 'q=wick+100%25+SIGHT']) {
      expect(await find(q), q).toEqual(['Wick 100% Sight']);
    }
    expect(await find('q=wick&limit=1')).toEqual(['Wick 100% Sight']);
    expect(await find('q=wick&unverified=true')).toEqual(['Wick 1000 Sight']);
    expect(await find('q=nobody+at+all')).toEqual([]);
    await api.ask(`/admin/organisations/${id}/trust`, { body: { trusted: true }, token: staff });
    const { body } = await api.ask('/admin/organisations?q=SC049876', { token: staff });
    expect(body.items[0]).toMatchObject({ isTrusted: true, verified: true });
  });
});

describe('the review queue', () => {
  it('gives the longest-waiting first, page by page, also those submitted in one moment', async () => {
    const wanted: string[] = [];
    for (const day of ['03', '01', '02', '02', '02']) {
      const { id } = await api.aListing({ title: `Day ${day}` });
      await updateListingState(api.db, id, {
        state: 'in_review',
        submittedAt: new Date(`2006-12-${day}T09:00:00.123Z`),
      });
      wanted.push(`Day ${day}`);
    }
    await api.aListing({ title: 'A draft' });
    const items = await walk('/admin/review-queue?limit=2');
    expect(items.map(({ title }) => title)).toEqual(wanted.sort());
    expect(new Set(items.map(({ id }) => id)).size).toBe(5);
    expect(ReviewItem.parse(items[0]).submittedAt).toBe('2006-12-01T09:00:00.123Z');
  });
});

describe('organisations', () => {
  it('are walked by name, or those only that are not verified', async () => {
    for (const name of ['beta', 'Alpha', 'alpha', 'Gamma'])
      await api.anOrganisation({ name, verified: name === 'Gamma' });
    const names = (await walk('/admin/organisations?limit=2')).map(({ name }) => String(name));
    expect(names.filter((name) => /^(alpha|beta|gamma)$/i.test(name)).map((name) => name.toLowerCase())).toEqual([
      'alpha',
      'alpha',
      'beta',
      'gamma',
    ]);
    const unverified = await walk('/admin/organisations?limit=50&unverified=true');
    expect(unverified.map(({ name }) => name)).not.toContain('Gamma');
  });

  it('are verified when there is something to check, and trusted', async () => {
    const bare = await api.anOrganisation();
    const post = (id: string, what: string, body: object = {}) =>
      api.ask(`/admin/organisations/${id}/${what}`, { body, token: staff });
    expect((await post(bare.id, 'verify')).body.error.code).toBe('NOTHING_TO_VERIFY');
    const known = await api.anOrganisation({ identifiers: [{ scheme: 'GB-CHC', id: '1091222' }] });
    expect(Organisation.parse((await post(known.id, 'verify')).body)).toMatchObject({ verified: true, version: 2 });
    expect((await post(known.id, 'verify')).body.version).toBe(2);
    expect((await post(known.id, 'trust', { trusted: true })).body).toMatchObject({ isTrusted: true });
    expect((await post(known.id, 'trust', { trusted: false })).body).toMatchObject({ isTrusted: false });
    expect((await post(known.id, 'trust', {})).status).toBe(422);
    const audit = await walk(`/admin/audit?limit=2&subject=${known.id}`);
    expect(audit.map((entry) => AuditEntry.parse(entry).action)).toEqual([
      'organisation.trust_changed',
      'organisation.trust_changed',
      'organisation.verified',
    ]);
  });
});

describe('the mail log', () => {
  it('says to whom, why and what came of it, and never what it says', async () => {
    for (const number of ['1', '2', '3'])
      await requestEmail(api.db, {
        key: `verify:${number}`,
        kind: 'verify_email',
        to: number === '3' ? 'other@example.org' : 'one@example.org',
        data: { name: 'Ann', token: 'a secret token' },
      });
    const items = await walk('/admin/emails?limit=1&to=ONE@example.org&state=pending');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ kind: 'verify_email', to: 'one@example.org', state: 'pending', attempts: 0 });
    expect(JSON.stringify(items)).not.toContain('secret');
    expect((await api.ask('/admin/emails?state=lost', { token: staff })).status).toBe(422);
  });
});
