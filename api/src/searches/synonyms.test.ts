// The synonyms of staff: who may, what is refused, and what is written down and handed on.
import { CreateSynonymBody, Synonym } from '@exchange/contracts';
import { listSynonymPairs } from '@exchange/db/searches/synonyms';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff: string;
let member: string;
beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
  member = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

const path = '/admin/synonyms';
const pair = { from: 'Meals on wheels', to: 'home food delivery', bothWays: true };

describe('/admin/synonyms', () => {
  it('adds, lists and takes away pairs, with their history', async () => {
    const { status, body } = await api.ask(path, { token: staff, body: pair });
    expect(status).toBe(201);
    const added = Synonym.parse(body);
    expect(added).toMatchObject(pair);
    const { items } = (await api.ask(path, { token: staff })).body;
    expect(items).toEqual([added]);
    expect(await listSynonymPairs(api.db)).toEqual([pair]);
    const facts = sql`select event, payload->>'synonymId' as id from outbox where event = 'synonyms.changed'`;
    expect((await api.db.execute(facts)).rows).toEqual([{ event: 'synonyms.changed', id: added.id }]);
    expect((await api.ask(`${path}/${added.id}`, { method: 'DELETE', token: staff })).status).toBe(204);
    expect(await listSynonymPairs(api.db)).toEqual([]);
    expect((await api.db.execute(facts)).rows).toHaveLength(2);
    const history = (await api.ask(`/admin/audit?subject=${added.id}`, { token: staff })).body.items;
    expect(history.map(({ action, details }) => [action, details])).toEqual([
      ['synonym.removed', pair],
      ['synonym.added', pair],
    ]);
  });

  it('takes a pair once, whatever its capitals and direction', async () => {
    expect((await api.ask(path, { token: staff, body: { from: 'A day centre', to: 'a club' } })).status).toBe(201);
    for (const body of [
      { from: 'a Day Centre', to: 'A club' },
      { from: 'a club', to: 'a day centre' },
    ]) {
      const again = await api.ask(path, { token: staff, body });
      expect([again.status, again.body.error.code]).toEqual([409, 'SYNONYM_EXISTS']);
    }
  });

  it('names what is wrong with a pair', async () => {
    const fields = async (body: object) =>
      (await api.ask(path, { token: staff, body })).body.error.fields.map(({ path: at }) => at);
    expect(await fields({ from: '', to: '12345' })).toEqual(expect.arrayContaining(['from', 'to']));
    expect(await fields({ from: 'same', to: 'SAME' })).toEqual(['to']);
    expect(await fields({ from: 'one two three four five six seven', to: 'x'.repeat(61) })).toEqual(['from', 'to']);
    expect(CreateSynonymBody.parse({ from: 'x y', to: 'z1' }).bothWays).toBe(true);
  });

  it('is for staff only, and does not know what is not there', async () => {
    for (const [method, at] of [
      ['GET', path],
      ['POST', path],
      ['DELETE', `${path}/019a5c1e-0000-7000-8000-000000000000`],
    ] as const) {
      const body = method === 'POST' ? pair : undefined;
      expect((await api.ask(at, { method, body })).status).toBe(401);
      expect((await api.ask(at, { method, body, token: member })).status).toBe(403);
    }
    for (const id of ['019a5c1e-0000-7000-8000-000000000000', 'nonsense'])
      expect((await api.ask(`${path}/${id}`, { method: 'DELETE', token: staff })).status).toBe(404);
  });
});
