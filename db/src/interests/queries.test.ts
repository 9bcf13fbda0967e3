// Interests are written with gates, anchors, alert, history and event, or not at all.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganisation, aUser } from '../fixtures.ts';
import { auditEntries } from '../moderation/tables.ts';
import { outbox } from '../outbox/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { anInterest } from './fixtures.ts';
import { createInterest, deleteInterest, findInterest, listInterests, updateInterest } from './queries.ts';
import { interestAlerts, interestAnchors, interestGates, interests, OPEN_MAX } from './tables.ts';

let database: TestDatabase;
let db: TestDatabase['db'];
let user: Awaited<ReturnType<typeof aUser>>;
let organisationId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  user = await aUser(db);
  organisationId = (await anOrganisation(db, { members: [{ user, role: 'owner' }] })).id;
});
afterAll(() => database.drop());

const anchorsOf = async (id: string) => {
  const rows = await db.select().from(interestAnchors).where(eq(interestAnchors.interestId, id));
  return rows.map(({ serviceArea, place }) => `${serviceArea} ${place}`).sort();
};
const gatesOf = (id: string) => db.select().from(interestGates).where(eq(interestGates.interestId, id));
const eventsOf = async (interestId: string) =>
  (await db.select().from(outbox)).filter(({ payload }) => payload.interestId === interestId).length;
const make = (criteria: Parameters<typeof anInterest>[1]['criteria']) =>
  anInterest(db, { organisationId, userId: user.id, criteria });

describe('createInterest', () => {
  it('writes the interest, its alert, its history and the event', async () => {
    const id = await createInterest(
      db,
      { organisationId, name: 'Pilots', criteria: { stages: ['pilot'], q: 'the' }, frequency: 'daily' },
      user,
    );
    expect(await findInterest(db, id, user.id)).toMatchObject({ name: 'Pilots', frequency: 'daily', version: 1 });
    const [row] = await db.select().from(interests).where(eq(interests.id, id));
    // "the" is no word to look for: it must not mean that nothing fits.
    expect(row).toMatchObject({ stageMask: 4, words: null, createdBy: user.id });
    const [alert] = await db.select().from(interestAlerts).where(eq(interestAlerts.interestId, id));
    expect(alert).toMatchObject({ userId: user.id, frequency: 'daily' });
    expect(alert?.token).toMatch(/^[\w-]{32}$/);
    const history = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, id));
    expect(history).toMatchObject([{ action: 'interest.created', actorId: user.id, actorName: user.name }]);
    expect(await eventsOf(id)).toBe(1);
  });

  it('anchors a wide interest once', async () => {
    const id = await make({});
    expect(await anchorsOf(id)).toEqual(['* *']);
    const [anchor] = await db.select().from(interestAnchors).where(eq(interestAnchors.interestId, id));
    expect(anchor).toMatchObject({ askMask: 31, investmentMin: 0, investmentMax: OPEN_MAX });
  });

  it.each([
    [{}, { hasPrivate: false, areas: ['*'], places: ['*'], askMask: 31, contractMax: OPEN_MAX }],
    [{ q: 'the' }, { hasPrivate: false }],
    [
      { q: 'choir', stages: ['pilot' as const] },
      { hasPrivate: true, stageMask: 4 },
    ],
    [{ exclude: { serviceAreas: ['health_social_care'] } }, { hasPrivate: true }],
    [
      { verifiedOnly: true, minEvidence: 2, contract: { max: 9 } },
      { verifiedOnly: true, minEvidence: 2, contractMax: 9 },
    ],
  ])('keeps the gates of %j in one row beside it', async (criteria, expected) => {
    expect(await gatesOf(await make(criteria))).toMatchObject([expected]);
  });

  it('anchors every service area in every place, and where a region takes in a council', async () => {
    const id = await make({
      serviceAreas: ['health_social_care', 'employment_services', 'health_social_care'],
      regions: ['TLD'],
      localAuthorities: ['E08000037', 'E08000003'],
    });
    const places = ['E08000003', 'E08000037', 'TLC:whole', 'TLD', 'national'];
    expect(await anchorsOf(id)).toEqual(
      ['employment_services', 'health_social_care'].flatMap((area) => places.map((place) => `${area} ${place}`)),
    );
  });

  it('asks for an ask once a range is given', async () => {
    const masks = async (criteria: Parameters<typeof make>[0]) => {
      const id = await make(criteria);
      const [anchor] = await db.select().from(interestAnchors).where(eq(interestAnchors.interestId, id));
      return anchor?.askMask;
    };
    expect(await masks({ investment: { min: 1 } })).toBe(15);
    expect(await masks({ investment: {} })).toBe(31);
    expect(await masks({ asks: ['research'] })).toBe(4);
  });
});

describe('updateInterest', () => {
  it('makes the anchors anew and asks for matching when the criteria change', async () => {
    const id = await make({ regions: ['TLC'] });
    expect(await updateInterest(db, id, { version: 1, criteria: { regions: ['TLD'] } }, user)).toEqual({ done: true });
    expect(await anchorsOf(id)).toEqual(['* TLD', '* national']);
    expect(await gatesOf(id)).toMatchObject([{ organisationId, areas: ['*'], places: ['TLD', 'national'] }]);
    expect(await eventsOf(id)).toBe(2);
    expect(await findInterest(db, id, user.id)).toMatchObject({ version: 2 });
  });

  it('does neither for a new name or frequency', async () => {
    const id = await make({});
    await updateInterest(db, id, { version: 1, frequency: 'off' }, user);
    await updateInterest(db, id, { version: 1, name: 'Renamed' }, user);
    expect(await eventsOf(id)).toBe(1);
    expect(await findInterest(db, id, user.id)).toMatchObject({ version: 2, name: 'Renamed', frequency: 'off' });
  });

  it('gives the version that stands to whom comes late', async () => {
    const id = await make({});
    const both = await Promise.all(['One', 'Two'].map((name) => updateInterest(db, id, { version: 1, name }, user)));
    expect(both).toContainEqual({ done: true });
    expect(both).toContainEqual({ done: false, currentVersion: 2 });
    expect(await updateInterest(db, crypto.randomUUID(), { version: 1 }, user)).toBeUndefined();
  });
});

describe('listInterests and deleteInterest', () => {
  it('lists the newest first and goes on after one', async () => {
    const other = await anOrganisation(db);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.unshift(await anInterest(db, { organisationId: other.id, userId: user.id }));
    const list = async (after?: string) =>
      (await listInterests(db, other.id, user.id, { limit: 2, after })).map(({ id }) => id);
    expect(await list()).toEqual(ids.slice(0, 2));
    expect(await list(ids[1])).toEqual(ids.slice(2));
  });

  it('deletes it whole, and keeps its history', async () => {
    const id = await make({});
    expect(await deleteInterest(db, id, user)).toBe(true);
    expect(await deleteInterest(db, id, user)).toBe(false);
    expect(await anchorsOf(id)).toEqual([]);
    expect(await db.$count(auditEntries, eq(auditEntries.subjectId, id))).toBe(2);
  });
});
