// A fresh database is brought to the newest state, twice without harm, by two processes at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { localAuthorities, outcodes, serviceAreas } from './reference/tables.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('migrateDatabase', () => {
  it('can run again, and from two processes at once', async () => {
    await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
    expect(await database.db.$count(serviceAreas)).toBeGreaterThan(20);
  });

  it('fills the reference tables whole', async () => {
    expect(await database.db.$count(localAuthorities)).toBeGreaterThan(350);
    expect(await database.db.$count(outcodes)).toBeGreaterThan(2500);
  });
});
