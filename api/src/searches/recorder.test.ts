// The recorder on its own: what a database that is away costs, and that the last counts are written on closing.
import { ListingQuery } from '@exchange/contracts';
import { openDatabase } from '@exchange/db';
import { countSearches } from '@exchange/db/searches/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSearchRecorder } from './recorder.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const nothing = {
  items: [],
  total: 0,
  page: 1,
  limit: 20,
  facets: {
    ask: [],
    serviceArea: [],
    stage: [],
    innovationType: [],
    region: [],
    beneficiary: [],
    minEvidence: [],
    localAuthority: [],
    verified: [],
    amount: [],
    organisation: [],
  },
  correctedQuery: null,
};
const query = ListingQuery.parse({ q: 'befriending' });

it('counts on while the database is away, and writes all of it later', async () => {
  const away = openDatabase(database.url.replace(/\/[^/]*$/, '/no_such_database'));
  let goesTo = away.db;
  const errors: unknown[] = [];
  const through = new Proxy(database.db, { get: (_, name) => Reflect.get(goesTo, name) as unknown });
  const recorder = createSearchRecorder(through, { onError: (error) => errors.push(error) });
  recorder.record(query, nothing, '192.0.2.1');
  await recorder.flush();
  expect(errors).toHaveLength(1);
  recorder.record(query, nothing, '192.0.2.1');
  goesTo = database.db;
  await recorder.close();
  await away.close();
  expect(await countSearches(database.db, '2000-01-01')).toEqual({ searches: 2, withoutResult: 2 });
});

it('holds so many wordings at the most, and counts the rest without their words', async () => {
  const recorder = createSearchRecorder(database.db);
  for (let n = 0; n < 5_100; n += 1)
    recorder.record(
      { ...query, q: `${String.fromCharCode(97 + (n % 26))}${'x'.repeat(1 + (n % 70))} ${n % 997}` },
      nothing,
      '192.0.2.1',
    );
  await recorder.close();
  expect((await countSearches(database.db, '2000-01-01')).searches).toBe(5_102);
});
