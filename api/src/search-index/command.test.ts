// The command that makes the search index anew and says where it differs, on a real database and every engine that is there.
import { randomUUID } from 'node:crypto';
import { ListingQuery } from '@exchange/contracts';
import { aPublishedListing, aStaffUser } from '@exchange/db/fixtures';
import { addSynonym } from '@exchange/db/searches/synonyms';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { createListingIndex } from '@exchange/search/create';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSearchCommand, USAGE } from './command.ts';
import { readSearchConfig } from './config.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function run(...args: string[]) {
  let out = '';
  const voices = { out: (text: string) => (out += text), err: (text: string) => (out += text) };
  const config = readSearchConfig({ DATABASE_URL: database.url, EXCHANGE_DATA: `/nowhere/${randomUUID()}` });
  return { code: await runSearchCommand(args, config, voices), out };
}

describe('npm run search', () => {
  it('makes the index anew, with the synonyms of staff, and then finds no difference', async () => {
    const { id } = await aPublishedListing(database.db, { title: 'Lantern walks' });
    await addSynonym(
      database.db,
      { from: 'candlelight', to: 'lantern', bothWays: false },
      await aStaffUser(database.db),
    );
    expect(await run('verify')).toEqual({
      code: 1,
      out: `postgres: missing ${id}\npostgres: 1 listing looked at, 1 differ.\n`,
    });
    expect(await run('rebuild')).toEqual({ code: 0, out: 'postgres: made anew, with 1 listing.\n' });
    expect(await run('verify')).toEqual({ code: 0, out: 'postgres: 1 listing looked at, no difference.\n' });
    const index = createListingIndex({ databaseUrl: database.url });
    expect((await index.search(ListingQuery.parse({ q: 'candlelight' }))).total).toBe(1);
    await index.close();
  });

  it('names what is left over and what is different', async () => {
    const index = createListingIndex({ databaseUrl: database.url });
    const { id } = await aPublishedListing(database.db, { title: 'Evening walks' });
    await run('rebuild');
    const [stored] = await index.get([id]);
    const leftOver = randomUUID();
    if (stored)
      await index.upsert([
        { ...stored, title: 'Something else' },
        { ...stored, id: leftOver },
      ]);
    const { code, out } = await run('verify');
    expect(code).toBe(1);
    expect(out).toContain(`postgres: left over ${leftOver}\n`);
    expect(out).toContain(`postgres: different ${id}\n`);
    await index.close();
  });

  it('says how it is used, and what is wrong with its settings', async () => {
    for (const args of [[], ['mend'], ['verify', 'now']]) await expect(run(...args)).rejects.toThrow(USAGE);
    expect(() => readSearchConfig({ MEILI_URL: 'nonsense' })).toThrow('MEILI_URL must be an address like');
  });
});
