// Counting how often pages are opened: by the web's word only, without its own people, a count a day.
import { OwnListing } from '@exchange/contracts';
import { listingViews } from '@exchange/db/listings/tables';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webKeyOf } from '../plugins/client-address.ts';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisation: { id: string; slug: string };
const as = { viewer: '', outsider: '', staff: '' };
let headers: Record<string, string> = {};
beforeAll(async () => {
  api = await createTestApi();
  const [viewer, outsider] = await Promise.all([api.aUser(), api.aUser()]);
  organisation = await api.anOrganisation({ members: [{ user: viewer, role: 'viewer' }] });
  const people = { viewer, outsider, staff: await api.aStaffUser() };
  for (const [name, person] of Object.entries(people)) as[name as keyof typeof as] = await api.signIn(person);
  headers = { 'x-exchange-web-key': webKeyOf(api.context.config.secret) };
});
afterAll(() => api.close());

const open = (id: string, token?: string, given = headers) =>
  api.ask(`/listings/${id}/views`, { method: 'POST', token, headers: given });
const ownList = async () => {
  const { body } = await api.ask(`/organisations/${organisation.slug}/listings?limit=100`, { token: as.viewer });
  return body.items.map((item) => OwnListing.parse(item));
};

describe('POST /listings/:id/views', () => {
  it('counts what others open, all at once too, and not what its own people and the team do', async () => {
    const { id } = await api.aPublishedListing({ organisationId: organisation.id });
    const replies = await Promise.all([undefined, undefined, undefined, as.outsider].map((token) => open(id, token)));
    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    for (const token of [as.viewer, as.staff]) expect((await open(id, token)).status).toBe(204);
    const rows = await api.db.select().from(listingViews).where(eq(listingViews.listingId, id));
    expect(rows.map(({ count }) => count)).toEqual([4]);
    expect((await ownList()).find((item) => item.id === id)?.views).toBe(4);
    await api.db.insert(listingViews).values({ listingId: id, day: '2006-12-01', count: 50 });
    expect((await ownList()).find((item) => item.id === id)?.views).toBe(4);
  });

  it('is for the web, of what is public', async () => {
    const { id } = await api.aPublishedListing({ organisationId: organisation.id });
    expect((await open(id, undefined, {})).status).toBe(403);
    expect((await open(id, undefined, { 'x-exchange-web-key': 'guess' })).status).toBe(403);
    expect((await open(id, 'forged')).status).toBe(401);
    expect((await open((await api.aListing()).id)).status).toBe(404);
    expect((await open('019a5c1e-0000-7000-8000-000000000000')).status).toBe(404);
    const wrong = await api.ask(`/listings/${id}/views`, { method: 'POST', headers, body: { x: 1 } });
    expect(wrong.status).toBe(422);
  });
});

describe('an organisation’s own list', () => {
  it('says how complete each is, in per cent of what submitting needs', async () => {
    const whole = await api.aListing({ organisationId: organisation.id });
    const half = await api.aListing({
      organisationId: organisation.id,
      title: null,
      stage: null,
      regions: [],
      asks: [],
    });
    const items = await ownList();
    expect(items.find(({ id }) => id === whole.id)).toMatchObject({ completeness: 100, views: 0 });
    expect(items.find(({ id }) => id === half.id)?.completeness).toBe(55);
  });
});
