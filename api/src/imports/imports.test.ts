// Importing a catalogue: good lines go in, bad ones are named, and running it again updates instead of doubling.
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { listings } from '@exchange/db/listings/tables';
import { auditEntries } from '@exchange/db/moderation/tables';
import { organisations } from '@exchange/db/organisations/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runImport, USAGE } from './command.ts';

let database: TestDatabase;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'exchange-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});

const aLine = (number: number, changes: object = {}) => ({
  sourceId: `source-${String(number)}`,
  title: `Talking newspaper ${String(number)}`,
  summary: 'Volunteers read the local paper aloud for people who cannot see it.',
  organisation: {
    name: `Charity ${String(number)}`,
    identifiers: [{ scheme: 'GB-CHC', id: String(200_000 + number) }],
  },
  regions: ['TLC'],
  ...changes,
});

async function run(content: string | Buffer, ...options: string[]) {
  const file = path.join(folder, 'lines.ndjson');
  writeFileSync(file, content);
  let out = '';
  let err = '';
  const voices = { out: (text: string) => (out += text), err: (text: string) => (err += text), isTerminal: false };
  const config = { databaseUrl: database.url, dataFolder: folder, startedIn: folder };
  const code = await runImport(['listings', 'lines.ndjson', ...options], config, voices);
  return { code, out, err };
}
const runLines = (lines: unknown[], ...options: string[]) =>
  run(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') + '\n', ...options);
const events = () => database.db.select({ event: outbox.event }).from(outbox);

describe('npm run import -- listings', () => {
  it('makes drafts, and with --publish public listings with their history and events', async () => {
    expect(await runLines([aLine(1), aLine(2)])).toMatchObject({ code: 0, err: '' });
    expect(await listPublishedListings(database.db, { limit: 10 })).toHaveLength(0);
    const { code, out } = await runLines([aLine(1), aLine(2)], '--publish');
    expect(code).toBe(0);
    expect(out).toMatch(/2 lines in .* 0 created, 0 updated, 2 unchanged \(2 published\)/);
    const published = await listPublishedListings(database.db, { limit: 10 });
    expect(published.map(({ slug, sourceId }) => [slug, sourceId])).toEqual([
      ['talking-newspaper-1', 'source-1'],
      ['talking-newspaper-2', 'source-2'],
    ]);
    expect(published[0]?.organisation).toMatchObject({
      name: 'Charity 1',
      roles: ['innovator'],
      identifiers: [{ scheme: 'GB-CHC', id: '200001' }],
    });
    expect(await events()).toEqual([{ event: 'listing.published' }, { event: 'listing.published' }]);
    const history = await database.db.select().from(auditEntries).where(eq(auditEntries.subjectId, published[0]!.id));
    expect(history.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['listing.created', 'Import'],
      ['listing.published', 'Import'],
    ]);
  });

  it('run again touches nothing that did not change, and updates what did', async () => {
    await runLines([aLine(1), aLine(2), aLine(3)], '--publish');
    const before = await database.db.select().from(listings).orderBy(listings.sourceId);
    await database.db.delete(outbox);
    const lines = [aLine(1), aLine(2, { summary: 'In other words.' }), aLine(3, { stage: 'pilot' })];
    expect((await runLines(lines, '--publish')).out).toMatch(/0 created, 2 updated, 1 unchanged\./);
    const after = await database.db.select().from(listings).orderBy(listings.sourceId);
    expect(after).toHaveLength(3);
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ materialRevision }) => materialRevision)).toEqual([1, 1, 2]);
    expect(await events()).toEqual([{ event: 'listing.changed' }, { event: 'listing.published' }]);
  });

  it('reports each bad line with its number, field and reason, and takes the others', async () => {
    const { code, err, out } = await runLines([
      aLine(1),
      '{"title": ',
      aLine(2, { colour: 'blue', stage: 'nearly' }),
      aLine(3, { organisation: { name: 'X Ltd', identifiers: [{ scheme: 'GB-CHC', id: '12' }] } }),
      aLine(4, { serviceAreas: ['health_social_care.magic'], localAuthorities: ['E99999999'] }),
      aLine(5, { summary: '' }),
      aLine(1, { title: 'The same id' }),
      '[]',
      aLine(6),
    ]);
    expect(code).toBe(2);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^line 2: is not JSON: /),
      'line 3: stage must be one of develop, prototype, pilot, scale',
      'line 3: colour is not a field that is known here',
      'line 4: organisation.identifiers.0.id Charity number must be 6 or 7 numbers, for example, 123456 or 1234567',
      'line 5: serviceAreas.0 there is no service area health_social_care.magic',
      'line 5: localAuthorities.0 there is no local authority E99999999',
      'line 6: summary say in a sentence or two what it is',
      'line 7: sourceId was used on line 1 already',
      'line 8: is a list: write one listing a line, each as an object',
      '',
    ]);
    expect(out).toMatch(/9 lines .*: 2 created, .*; 7 lines not imported/);
    expect(await database.db.$count(listings)).toBe(2);
  });

  it('finds organisations by identifier, else by name among imported ones', async () => {
    const named = (number: number, name: string) => aLine(number, { organisation: { name } });
    await runLines([
      aLine(1),
      named(2, 'Read Aloud'),
      named(3, 'READ ALOUD'),
      aLine(4, { organisation: aLine(1).organisation }),
    ]);
    expect(await database.db.$count(organisations)).toBe(2);
    const two = [...aLine(1).organisation.identifiers, { scheme: 'GB-COH', id: '1234' }];
    await runLines([aLine(5, { organisation: { name: 'Other words', identifiers: two } })]);
    expect(await database.db.$count(organisations)).toBe(2);
    const clash = [
      { scheme: 'GB-COH', id: '01234' },
      { scheme: 'GB-CHC', id: '200009' },
    ];
    const { err } = await runLines([
      aLine(9),
      aLine(8, { organisation: { name: 'Clash', identifiers: clash } }),
      aLine(7),
    ]);
    expect(err).toBe('line 2: organisation.identifiers belong to different organisations: give those of one\n');
    expect(await database.db.$count(listings)).toBe(7);
  });

  it('gives listings of the same title addresses of their own', async () => {
    await runLines(
      [1, 2, 3].map((number) => aLine(number, { title: 'Befriending' })),
      '--publish',
    );
    const published = await listPublishedListings(database.db, { limit: 10 });
    expect(published.map(({ slug }) => slug)).toEqual(['befriending', 'befriending-2', 'befriending-3']);
  });

  it('reads stray control characters as spaces', async () => {
    expect((await runLines([aLine(1, { problem: 'One\u0013two\u0000' })])).code).toBe(0);
    const [row] = await database.db.select({ problem: listings.problem }).from(listings);
    expect(row?.problem).toBe('One two');
  });

  it('keeps what went in when the file is cut off', async () => {
    const whole = [aLine(1), aLine(2), aLine(3)].map((line) => JSON.stringify(line)).join('\n');
    const { code, err } = await run(whole.slice(0, -40));
    expect(code).toBe(2);
    expect(err).toBe('line 3: is cut off: the file ends in the middle of it\n');
    expect(await database.db.$count(listings)).toBe(2);
  });

  it.each([
    ['an empty file', '', /it is empty/],
    ['a table', 'name,summary\nA,B\n', /no line of it is JSON/],
    ['a long table', 'name,summary\n'.repeat(1000), /no line of it is JSON/],
    ['UTF-16', Buffer.from(JSON.stringify(aLine(1)), 'utf16le'), /UTF-16: save it as UTF-8/],
  ])('refuses %s with one clear sentence', async (_name, content, message) => {
    const { code, err } = await run(content);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(await database.db.$count(listings)).toBe(0);
  });

  it('says what to type, and which file is not there', async () => {
    const errors: string[] = [];
    const voices = { out: () => undefined, err: (text: string) => errors.push(text), isTerminal: false };
    const config = { databaseUrl: database.url, dataFolder: folder, startedIn: folder };
    expect(await runImport(['listing'], config, voices)).toBe(1);
    expect(await runImport(['listings', 'a', '--publsh'], config, voices)).toBe(1);
    expect(await runImport(['listings', 'nowhere.ndjson'], config, voices)).toBe(1);
    expect(errors.slice(0, 2)).toEqual([`${USAGE}\n`, `${USAGE}\n`]);
    expect(errors[2]).toMatch(/nowhere.ndjson cannot be imported: there is no such file/);
  });

  it('goes into the database of the running exchange, and waits while that is starting', async () => {
    writeFileSync(path.join(folder, 'one.ndjson'), JSON.stringify(aLine(1)));
    const said: string[] = [];
    const voices = { out: () => undefined, err: (text: string) => said.push(text), isTerminal: false };
    const config = { databaseUrl: undefined, dataFolder: folder, startedIn: folder };
    const runtime = (databaseUrl: string) =>
      writeFileSync(path.join(folder, 'runtime.json'), JSON.stringify({ pid: 1, databaseUrl, processes: {} }));
    runtime('');
    expect(await runImport(['listings', 'one.ndjson'], config, voices)).toBe(1);
    expect(said).toEqual(['The exchange is still starting: wait until it is ready, then import.\n']);
    runtime(database.url);
    expect(await runImport(['listings', 'one.ndjson'], config, voices)).toBe(0);
    expect(await database.db.$count(listings)).toBe(1);
  });
});
