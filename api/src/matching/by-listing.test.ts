// A funder's matches by listing, and several marked at once, over HTTP.
import { anInterest } from '@exchange/db/interests/fixtures';
import { auditEntries } from '@exchange/db/moderation/tables';
import { matchListing } from '@exchange/db/matching/match-listing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const tokens = { funder: '', viewer: '', charity: '', outsider: '' };
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';
const interests: string[] = [];
const listings: { id: string; title: string | null }[] = [];
let path: string;

interface Row {
  listing: { id: string };
  score: number;
  matches: { id: string; score: number; state: string; interest: { id: string; name: string } }[];
}

beforeAll(async () => {
  api = await createTestApi();
  const [funder, viewer, owner, outsider] = await Promise.all(Array.from({ length: 4 }, () => api.aUser()));
  const fund = await api.anOrganisation({
    roles: ['funder'],
    members: [
      { user: funder!, role: 'editor' },
      { user: viewer!, role: 'viewer' },
    ],
  });
  const charity = await api.anOrganisation({ members: [{ user: owner!, role: 'owner' }] });
  path = `/matches/listings?organisation=${fund.slug}`;
  const criteria = [{}, { asks: ['investment' as const] }, { stages: ['scale' as const] }];
  for (const part of criteria)
    interests.push(await anInterest(api.db, { organisationId: fund.id, userId: funder!.id, criteria: part }));
  // The first fits two interests, the others fit more and more.
  for (const given of [{}, { stage: 'scale' as const }, { asks: [{ kind: 'peers' as const, topic: 'Sight' }] }]) {
    const listing = await api.aPublishedListing({ organisationId: charity.id, ...given });
    await matchListing(api.db, listing.id, new Date());
    listings.push(listing);
  }
  tokens.funder = await api.signIn(funder!);
  tokens.viewer = await api.signIn(viewer!);
  tokens.charity = await api.signIn(owner!);
  tokens.outsider = await api.signIn(outsider!);
});
afterAll(() => api.close());

const list = async (query = '', token = tokens.funder) => {
  const { status, body } = await api.ask(`${path}${query}`, { token });
  return {
    status,
    rows: body.items as unknown as Row[],
    counts: body.counts as Record<string, number>,
    next: body.nextCursor,
  };
};
const idsOf = (rows: Row[]) => rows.map(({ listing }) => listings.findIndex(({ id }) => id === listing.id));
const mark = (ids: string[], verb: string, token?: string, more: object = {}) =>
  api.ask('/matches/mark', { method: 'POST', token, body: { ids, mark: verb, ...more } });
const matchIds = async (...of: number[]) =>
  (await list()).rows.filter((row) => of.includes(idsOf([row])[0]!)).flatMap((row) => row.matches.map(({ id }) => id));

describe('GET /matches/listings', () => {
  it('gives each listing once, with every interest it fits and the best first', async () => {
    const { status, rows, counts } = await list('', tokens.viewer);
    expect(status).toBe(200);
    expect(idsOf(rows)).toEqual([2, 1, 0]);
    expect(rows.map(({ matches }) => matches.length)).toEqual([1, 3, 2]);
    for (const { score, matches } of rows) {
      expect(score).toBe(matches[0]?.score);
      expect(matches.map((match) => match.score)).toEqual(matches.map((match) => match.score).sort((a, b) => b - a));
    }
    expect(counts).toEqual({ open: 3, new: 3, seen: 0, shortlisted: 0, dismissed: 0 });
  });

  it('filters, sorts, counts and pages', async () => {
    expect(idsOf((await list(`&interest=${interests[2]!}`)).rows)).toEqual([1]);
    expect(idsOf((await list('&ask=peers')).rows)).toEqual([2]);
    expect(await list('&ask=peers&state=seen')).toMatchObject({ rows: [], counts: { open: 1, new: 1 } });
    const best = (await list('&sort=best')).rows;
    expect(best.map(({ score }) => score)).toEqual(best.map(({ score }) => score).sort((a, b) => b - a));
    expect(idsOf((await list(`&minScore=${String(best[1]!.score)}`)).rows)).toHaveLength(2);
    for (const sort of ['best', 'newest']) {
      const seen: number[] = [];
      let cursor = '';
      do {
        const page = await list(`&sort=${sort}&limit=1${cursor}`);
        seen.push(...idsOf(page.rows));
        cursor = page.next === null ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      expect(seen).toEqual(idsOf((await list(`&sort=${sort}`)).rows));
    }
  });

  it('refuses who may not', async () => {
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(403);
    expect((await api.ask('/matches/listings?organisation=nobody', { token: tokens.funder })).status).toBe(404);
    expect((await api.ask(`${path}&minScore=101`, { token: tokens.funder })).status).toBe(422);
    expect((await api.ask(`${path}&cursor=x`, { token: tokens.funder })).status).toBe(422);
  });
});

describe('POST /matches/mark', () => {
  it('marks several at once, and takes it back', async () => {
    const ids = await matchIds(0, 1);
    expect(await mark(ids, 'seen', tokens.funder)).toMatchObject({ status: 200, body: { changed: 5 } });
    expect((await mark(ids, 'seen', tokens.funder)).body).toEqual({ changed: 0 });
    const dismissed = await mark(ids, 'dismiss', tokens.funder, { reason: 'too_early', note: 'In a year' });
    expect(dismissed.body).toEqual({ changed: 5 });
    expect((await list()).counts).toEqual({ open: 1, new: 1, seen: 0, shortlisted: 0, dismissed: 2 });
    expect(idsOf((await list('&state=dismissed')).rows)).toEqual([1, 0]);
    const [line] = await api.db.select().from(auditEntries).where(eq(auditEntries.action, 'match.dismissed'));
    expect(line?.details).toMatchObject({ reason: 'too_early: In a year' });
    expect((await mark(ids, 'reopen', tokens.funder)).body).toEqual({ changed: 5 });
    expect((await list()).counts).toEqual({ open: 3, new: 1, seen: 2, shortlisted: 0, dismissed: 0 });
  });

  it('puts what is shortlisted on the shortlist, each listing once', async () => {
    await mark(await matchIds(1), 'shortlist', tokens.funder);
    expect((await list()).counts).toMatchObject({ shortlisted: 1 });
    const organisation = path.slice(path.indexOf('=') + 1);
    const lists = await api.ask(`/shortlists?organisation=${organisation}`, { token: tokens.funder });
    expect(lists.body.items).toMatchObject([{ name: 'Shortlist', size: 1 }]);
    expect((await mark(await matchIds(1), 'reopen', tokens.funder)).body).toEqual({ changed: 3 });
  });

  it('marks none where one may not be marked, and names what is wrong', async () => {
    const ids = await matchIds(0, 1, 2);
    expect((await mark(ids, 'shortlist')).status).toBe(401);
    expect((await mark(ids, 'shortlist', tokens.viewer)).status).toBe(403);
    expect((await mark(ids, 'shortlist', tokens.charity)).status).toBe(403);
    expect((await mark(ids, 'shortlist', tokens.outsider)).status).toBe(404);
    expect((await mark([...ids, NOBODY], 'shortlist', tokens.funder)).status).toBe(404);
    expect((await list()).counts).toMatchObject({ shortlisted: 0 });
    const fields = async (body: object) =>
      (await api.ask('/matches/mark', { method: 'POST', token: tokens.funder, body })).body.error.fields.map(
        (field) => field.path,
      );
    expect(await fields({ ids, mark: 'dismiss' })).toEqual(['reason']);
    expect(await fields({ ids: [], mark: 'like' })).toEqual(['ids', 'mark']);
  });

  it('takes one back on its own', async () => {
    const [id] = await matchIds(2);
    const act = (verb: string, token?: string) => api.ask(`/matches/${id!}/${verb}`, { method: 'POST', token });
    await act('shortlist', tokens.funder);
    expect(await act('reopen', tokens.funder)).toMatchObject({ status: 200, body: { state: 'seen' } });
    expect((await act('reopen')).status).toBe(401);
    expect((await act('reopen', tokens.viewer)).status).toBe(403);
    expect((await act('reopen', tokens.outsider)).status).toBe(404);
  });
});
