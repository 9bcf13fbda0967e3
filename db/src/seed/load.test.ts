// Demonstration content and the staff account: loaded whole, marked, and again without doubling.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '../accounts/passwords.ts';
import { findUserByEmail } from '../accounts/queries.ts';
import { memberships, users } from '../accounts/tables.ts';
import { interests as interestTable } from '../interests/tables.ts';
import { findListing } from '../listings/queries.ts';
import { listings } from '../listings/tables.ts';
import { organisations as organisationTable } from '../organisations/tables.ts';
import { outbox } from '../outbox/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { caseStudies, interests, openInnovations, organisations, people } from './index.ts';
import { DEMONSTRATION_PASSWORD, isUnused, loadDemonstration } from './load.ts';
import { ensureStaff } from './staff.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const count = async () => ({
  organisations: await database.db.$count(organisationTable),
  people: await database.db.$count(users),
  memberships: await database.db.$count(memberships),
  listings: await database.db.$count(listings),
  interests: await database.db.$count(interestTable),
  outbox: await database.db.$count(outbox),
});

describe('loadDemonstration', () => {
  it('publishes every listing, marked, and tells the outbox', async () => {
    expect(await isUnused(database.db)).toBe(true);
    const published = await loadDemonstration(database.db);
    expect(published).toBe(caseStudies.length + openInnovations.length);
    expect(await isUnused(database.db)).toBe(false);
    const counts = await count();
    expect(counts).toMatchObject({
      organisations: organisations.length,
      people: people.length,
      listings: published,
      interests: interests.length,
      outbox: published + interests.length,
    });
    const rows = await database.db.select().from(listings);
    expect(rows.every((row) => row.isDemonstration && row.state === 'published' && row.slug !== null)).toBe(true);
    const organisationRows = await database.db.select().from(organisationTable);
    expect(organisationRows.every((row) => row.isDemonstration)).toBe(true);
  });

  it('adds nothing when it is run again', async () => {
    const before = await count();
    expect(await loadDemonstration(database.db)).toBe(0);
    expect(await count()).toEqual(before);
  });

  it('keeps each listing as it is written, under a readable address', async () => {
    const [seed] = caseStudies;
    const [row] = (await database.db.select().from(listings)).filter(({ sourceId }) => sourceId === seed?.sourceId);
    const listing = await findListing(database.db, row?.slug ?? '');
    expect(listing).toMatchObject({ title: seed?.title, regions: seed?.regions, serviceAreas: seed?.serviceAreas });
    expect(listing?.asks.map(({ kind }) => kind)).toEqual(seed?.asks.map(({ kind }) => kind));
    expect(row?.slug).toMatch(/^[a-z][a-z0-9-]{10,79}$/);
  });

  it('lets every person sign in with the one password', async () => {
    for (const { email } of people) {
      const user = await findUserByEmail(database.db, email);
      expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
      expect(await verifyPassword(DEMONSTRATION_PASSWORD, user?.passwordHash)).toBe(true);
    }
  });
});

describe('ensureStaff', () => {
  it('makes an account up once, and says its password that once only', async () => {
    const made = await ensureStaff(database.db, {});
    expect(made.password).toMatch(/^[\w-]{16}$/);
    const user = await findUserByEmail(database.db, made.email);
    expect(user?.isStaff).toBe(true);
    expect(await verifyPassword(made.password ?? '', user?.passwordHash)).toBe(true);
    expect(await ensureStaff(database.db, {})).toEqual({ email: made.email });
  });

  it('makes the account that the settings name', async () => {
    const wanted = { email: 'Head@example.org', password: 'a password of ours' };
    expect(await ensureStaff(database.db, wanted)).toEqual(wanted);
    expect((await findUserByEmail(database.db, 'head@example.org'))?.isStaff).toBe(true);
  });

  it('changes the password when the settings have another one, and not otherwise', async () => {
    const email = 'head@example.org';
    const before = await findUserByEmail(database.db, email);
    await ensureStaff(database.db, { email });
    await ensureStaff(database.db, { email, password: 'a password of ours' });
    expect((await findUserByEmail(database.db, email))?.passwordHash).toBe(before?.passwordHash);
    await ensureStaff(database.db, { email, password: 'another password' });
    const after = await findUserByEmail(database.db, email);
    expect(await verifyPassword('another password', after?.passwordHash)).toBe(true);
  });
});
