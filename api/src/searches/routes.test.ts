// What people look for: counted by the real search, shown from five people on, and never by whom.
import { SearchReport, UnmetDemand } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webKeyOf } from '../plugins/client-address.ts';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff: string;
let member: string;
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
  member = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

/** A search by the visitor at one address. */
const search = async (query: string, address: string) => {
  const headers = {
    'x-exchange-web-key': webKeyOf(api.context.config.secret),
    'x-exchange-client-address': address,
  };
  expect((await api.ask(`/listings?${query}`, { headers })).status).toBe(200);
};
const address = (n: number) => `192.0.2.${n}`;
const report = async (query = '') => {
  await api.app.searches.flush();
  return SearchReport.parse((await api.ask(`/admin/searches${query}`, { token: staff })).body);
};
const unmet = async () => {
  await api.app.searches.flush();
  return UnmetDemand.parse((await api.ask('/unmet-demand')).body);
};

describe('what people look for', () => {
  it('shows words once five different people looked for them, however often each of them did', async () => {
    for (let time = 0; time < 9; time += 1) await search('q=Befriending', address(1 + (time % 4)));
    expect((await unmet()).items).toEqual([]);
    expect((await report()).top).toEqual([]);
    await search('q=befriending!', address(5));
    expect(await unmet()).toMatchObject({
      leastPeople: 5,
      items: [{ words: 'befriending', region: null, searches: 10, withoutResult: 10, people: 5 }],
    });
  });

  it('keeps the region apart, and does not count turning the page', async () => {
    for (let n = 1; n <= 5; n += 1) {
      await search('q=chess&region=TLC&page=1', address(n));
      await search('q=chess&region=TLC&page=2', address(n));
    }
    const { items } = await unmet();
    expect(items.filter(({ words }) => words === 'chess')).toMatchObject([{ region: 'TLC', searches: 5, people: 5 }]);
  });

  it('tells staff of all searches and of the filters used', async () => {
    const before = await report();
    const { slug } = await api.anOrganisation();
    await search(`ask=contract&ask=research&amountMin=5&organisation=${slug}&verified=true`, address(1));
    const after = await report('?days=1');
    expect(after.searches).toBe(before.searches + 1);
    expect(after.filters).toContainEqual({ name: 'ask', value: 'contract', searches: 1, withoutResult: 1 });
    expect(after.filters).toContainEqual({ name: 'organisation', value: null, searches: 1, withoutResult: 1 });
  });

  it('keeps no address, nor anything made of one', async () => {
    await api.app.searches.flush();
    const { rows } = await api.db.execute(sql`
      select column_name from information_schema.columns where table_name in ('search_words', 'search_filters')`);
    expect(new Set(rows.map((row) => row.column_name))).toEqual(
      new Set(['day', 'words', 'region', 'searches', 'without_result', 'people', 'name', 'value']),
    );
  });

  it('knows nobody again on the next day, and forgets after 90', async () => {
    for (let n = 1; n <= 3; n += 1) await search('q=juggling', address(n));
    await api.app.searches.flush();
    api.passTime(DAY);
    for (let n = 1; n <= 4; n += 1) await search('q=juggling', address(n));
    expect((await unmet()).items.some(({ words }) => words === 'juggling')).toBe(false);
    api.passTime(91 * DAY);
    await search('q=anything', address(1));
    await api.app.searches.flush();
    const { rows } = await api.db.execute(sql`select words from search_words`);
    expect(rows).toEqual([{ words: 'anything' }]);
  });

  it('is for staff, by days that there are', async () => {
    expect((await api.ask('/admin/searches')).status).toBe(401);
    expect((await api.ask('/admin/searches', { token: member })).status).toBe(403);
    expect((await api.ask('/admin/searches?days=91', { token: staff })).status).toBe(422);
    expect((await api.ask('/unmet-demand?x=1')).status).toBe(200);
  });
});
