// What a test file has of its own while its tests run.
import { afterAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';

/** A migrated database of the test file's own, dropped after its last test: await it at the top of the file. */
export async function ownDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  return database;
}
