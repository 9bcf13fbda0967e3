// Listings between organisations: co-editors from elsewhere, and handing a listing on when both sides agree.
import { Listing, Partnership, Transfer, type MemberRole } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const as = { owner: '', editor: '', theirOwner: '', theirEditor: '', theirViewer: '', outsider: '', staff: '' };
let ours: { id: string; slug: string; name: string };
let theirs: { id: string; slug: string; name: string };
let theirOwner: { id: string; email: string };
let id = '';
beforeAll(async () => {
  api = await createTestApi();
  const everyone = ['owner', 'editor', 'theirOwner', 'theirEditor', 'theirViewer', 'outsider'] as const;
  const people = new Map(await Promise.all(everyone.map(async (who) => [who, await api.aUser()] as const)));
  for (const [who, person] of people) as[who] = await api.signIn(person);
  as.staff = await api.signIn(await api.aStaffUser());
  const member = (who: (typeof everyone)[number], role: MemberRole) => ({ user: people.get(who)!, role });
  theirOwner = people.get('theirOwner')!;
  ours = await api.anOrganisation({ members: [member('owner', 'owner'), member('editor', 'editor')] });
  const members = [member('theirOwner', 'owner'), member('theirEditor', 'editor'), member('theirViewer', 'viewer')];
  theirs = await api.anOrganisation({ members });
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ id } = await api.aListing({ organisationId: ours.id }));
});

const NOBODY = '019a5c1e-0000-7000-8000-000000000000';
const DAY = 86_400_000;
const read = (token: string, listing = id) => api.ask(`/listings/${listing}`, { token });
const edit = async (token: string, summary: string, listing = id) => {
  const { version } = (await read(as.staff, listing)).body;
  return api.ask(`/listings/${listing}`, { method: 'PATCH', body: { version, summary }, token });
};
const historyOf = async (listing = id) =>
  (await api.ask(`/listings/${listing}/history`, { token: as.staff })).body.items.map(({ action }) => action);
const mailed = async (email: string) =>
  (await api.db.select().from(emails).where(eq(emails.to, email))).map(({ kind, data }) => [kind, data]);
const told = (listing: string) =>
  api.db.$count(outbox, and(eq(outbox.event, 'listing.published'), sql`${outbox.payload}->>'listingId' = ${listing}`));

/** Read one by one, a list is the same, and ends. */
async function expectPages(path: string, token: string) {
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await api.ask(`${path}?limit=1${cursor && `&cursor=${cursor}`}`, { token });
    seen.push(...body.items);
    cursor = body.nextCursor;
  }
  expect((await api.ask(path, { token })).body).toEqual({ items: seen, nextCursor: null });
}

describe('writing together', () => {
  const invite = (token?: string, organisation = theirs.slug, listing = id) =>
    api.ask(`/listings/${listing}/partners`, { body: { organisation }, token });
  const accept = (token?: string, partner = theirs.id) =>
    api.ask(`/listings/${id}/partners/${partner}/accept`, { method: 'POST', token });
  const remove = (token?: string, partner = theirs.id) =>
    api.ask(`/listings/${id}/partners/${partner}`, { method: 'DELETE', token });
  const list = (token?: string) => api.ask(`/listings/${id}/partners`, { token });

  it('lets the other organisation change what it says, and nothing else, once it has accepted', async () => {
    const asked = await invite(as.editor);
    expect(asked.status).toBe(201);
    expect(Partnership.parse(asked.body)).toMatchObject({ state: 'invited', partner: { slug: theirs.slug } });
    expect(await mailed(theirOwner.email)).toContainEqual([
      'listing_partner',
      { listingId: id, partnerId: theirs.id, step: 'asked' },
    ]);
    expect((await read(as.theirEditor)).status).toBe(404);
    expect((await accept(as.theirOwner)).body).toMatchObject({ state: 'accepted' });
    expect((await accept(as.theirOwner)).status).toBe(200);
    const seen = Listing.parse((await read(as.theirEditor)).body);
    expect(seen.partners).toEqual([{ id: theirs.id, slug: theirs.slug, name: theirs.name, verified: false }]);
    expect(seen.pendingRevision).toBeNull();
    expect((await edit(as.theirEditor, 'Written together')).body).toMatchObject({ summary: 'Written together' });
    expect((await edit(as.theirViewer, 'Not by a viewer')).status).toBe(403);
    for (const step of ['submit', 'archive', 'schedule'])
      expect(
        (
          await api.ask(`/listings/${id}/${step}`, {
            method: 'POST',
            token: as.theirOwner,
            body: step === 'schedule' ? { publishAt: null } : {},
          })
        ).status,
        step,
      ).toBe(403);
    expect((await api.ask(`/listings/${id}`, { method: 'DELETE', token: as.theirOwner })).status).toBe(403);
    expect((await invite(as.theirOwner)).status).toBe(403);
    expect(await historyOf()).toEqual(['listing.changed', 'listing.partner_joined', 'listing.partner_invited']);
  });

  it('makes a revision of what a partner writes, even where its own organisation is trusted', async () => {
    const user = await api.aUser();
    const trusted = await api.anOrganisation({ isTrusted: true, members: [{ user, role: 'owner' }] });
    const token = await api.signIn(user);
    ({ id } = await api.aPublishedListing({ organisationId: trusted.id }));
    await invite(token);
    await accept(as.theirOwner);
    expect((await edit(as.theirEditor, 'By a partner')).body.pendingRevision).toMatchObject({ changed: ['summary'] });
    expect((await read(as.theirViewer)).body.pendingRevision).not.toBeNull();
  });

  it('is ended by either side, and then they see nothing of it', async () => {
    for (const by of [as.theirOwner, as.editor]) {
      await invite(as.owner);
      await accept(as.theirOwner);
      expect((await read(as.theirEditor)).status).toBe(200);
      expect((await remove(as.theirEditor)).status).toBe(403);
      expect((await remove(by)).status).toBe(204);
      expect((await read(as.theirEditor)).status).toBe(404);
      expect((await remove(by)).status).toBe(404);
    }
    expect((await historyOf()).filter((action) => /removed|left/.test(String(action)))).toEqual([
      'listing.partner_removed',
      'listing.partner_left',
    ]);
  });

  it('is listed for members of either side', async () => {
    await invite(as.owner);
    expect((await list(as.editor)).body.items).toHaveLength(1);
    expect((await list(as.staff)).body.items).toHaveLength(1);
    expect((await list()).status).toBe(401);
    expect((await list(as.outsider)).status).toBe(404);
    const path = `/organisations/${theirs.slug}/partnerships`;
    const asked = (await api.ask(path, { token: as.theirViewer })).body.items;
    expect(asked.find(({ listing }) => (listing as { id: string }).id === id)).toMatchObject({ state: 'invited' });
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: as.owner })).status).toBe(403);
    expect((await api.ask('/organisations/nobody/partnerships', { token: as.owner })).status).toBe(404);
    await expectPages(path, as.theirViewer);
    const page = await api.aPublishedListing({ organisationId: ours.id });
    id = page.id;
    expect((await list(as.outsider)).status).toBe(403);
  });

  it('asks and accepts only as it may, and names what is wrong', async () => {
    expect((await invite()).status).toBe(401);
    expect((await invite(as.outsider)).status).toBe(404);
    expect((await invite(as.owner, theirs.slug, NOBODY)).status).toBe(404);
    for (const wrong of ['nobody-at-all', ours.slug, (await api.anOrganisation()).slug, ''])
      expect((await invite(as.owner, wrong)).body.error.fields[0]?.path, wrong).toBe('organisation');
    expect((await accept(as.theirOwner)).status).toBe(404);
    await invite(as.owner);
    expect((await invite(as.owner, theirs.id)).body.error.code).toBe('ALREADY_A_PARTNER');
    expect((await accept()).status).toBe(401);
    expect((await accept(as.owner)).status).toBe(404);
    expect((await accept(as.theirEditor)).status).toBe(403);
    expect((await remove()).status).toBe(401);
    expect((await remove(as.outsider)).status).toBe(404);
    expect((await remove(as.owner, NOBODY)).status).toBe(404);
  });
});

describe('handing a listing on', () => {
  const request = (token?: string, body: object = { toOrganisation: theirs.slug }, listing = id) =>
    api.ask(`/listings/${listing}/transfer`, { body, token });
  const decide = (transfer: string, word: string, token?: string) =>
    api.ask(`/transfers/${transfer}/${word}`, { method: 'POST', token });
  const pendingOf = async (slug: string, token: string) =>
    (await api.ask(`/organisations/${slug}/transfers`, { token })).body.items;

  it('moves it when an owner of the other organisation accepts, with its history, and tells matching', async () => {
    ({ id } = await api.aPublishedListing({ organisationId: ours.id }));
    const before = (await read(as.owner)).body;
    const asked = await request(as.owner, { toOrganisation: theirs.slug, note: 'You run it already.' });
    expect(asked.status).toBe(201);
    const transfer = Transfer.parse(asked.body);
    expect(transfer).toMatchObject({ state: 'pending', from: { name: ours.name }, note: 'You run it already.' });
    expect(await mailed(theirOwner.email)).toContainEqual([
      'listing_transfer',
      { transferId: transfer.id, step: 'asked' },
    ]);
    expect((await read(as.owner)).body.organisation).toMatchObject({ slug: ours.slug });
    for (const [slug, token] of [
      [theirs.slug, as.theirViewer],
      [ours.slug, as.editor],
    ] as const)
      expect((await pendingOf(slug, token)).map((one) => one.id)).toContain(transfer.id);
    expect((await decide(transfer.id, 'accept', as.theirOwner)).body.state).toBe('accepted');
    const after = (await read(as.theirEditor)).body;
    expect(after).toMatchObject({ slug: before.slug, organisation: { slug: theirs.slug }, title: before.title });
    expect(await told(id)).toBe(1);
    expect((await edit(as.owner, 'No longer ours')).status).toBe(403);
    expect((await edit(as.theirEditor, 'Ours now')).status).toBe(200);
    expect(await historyOf()).toContain('listing.transferred');
    for (const [organisation, action] of [
      [ours, 'given'],
      [theirs, 'received'],
    ] as const) {
      const { items } = (await api.ask(`/admin/audit?subject=${organisation.id}`, { token: as.staff })).body;
      expect(items[0]).toMatchObject({ action: `organisation.listing_${action}` });
    }
    expect((await decide(transfer.id, 'accept', as.theirOwner)).body.error.code).toBe('TRANSFER_DECIDED');
  });

  it('takes a draft out of sight of the organisation that gave it, and a co-editor becomes its owner', async () => {
    await api.ask(`/listings/${id}/partners`, { body: { organisation: theirs.slug }, token: as.owner });
    await api.ask(`/listings/${id}/partners/${theirs.id}/accept`, { method: 'POST', token: as.theirOwner });
    const { body } = await request(as.owner);
    await decide(body.id, 'accept', as.theirOwner);
    expect((await read(as.owner)).status).toBe(404);
    expect((await read(as.theirOwner)).body).toMatchObject({ partners: [], organisation: { slug: theirs.slug } });
    expect(await told(id)).toBe(0);
  });

  it('ends by declining or cancelling, and changes nothing', async () => {
    const first = (await request(as.owner)).body;
    expect((await request(as.owner)).body.error.code).toBe('TRANSFER_PENDING');
    expect((await decide(first.id, 'decline', as.theirOwner)).body).toMatchObject({ state: 'declined' });
    const second = (await request(as.owner)).body;
    expect((await decide(second.id, 'cancel', as.owner)).body.state).toBe('cancelled');
    const third = (await request(as.owner)).body;
    expect((await decide(third.id, 'cancel', as.staff)).body.state).toBe('cancelled');
    expect((await read(as.owner)).body.organisation).toMatchObject({ slug: ours.slug });
    expect(await pendingOf(theirs.slug, as.theirOwner)).not.toContainEqual(expect.objectContaining({ id: third.id }));
  });

  it('lets one of two who answer at once decide', async () => {
    const { body } = await request(as.owner);
    const replies = await Promise.all([
      decide(body.id, 'accept', as.theirOwner),
      decide(body.id, 'cancel', as.owner),
      decide(body.id, 'decline', as.theirOwner),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('waits 30 days, and can be asked anew', async () => {
    const { body } = await request(as.owner);
    api.passTime(30 * DAY);
    expect((await decide(body.id, 'accept', as.theirOwner)).body.error.code).toBe('TRANSFER_EXPIRED');
    expect(await pendingOf(theirs.slug, as.theirOwner)).not.toContainEqual(expect.objectContaining({ id: body.id }));
    expect((await request(as.owner)).status).toBe(201);
    expect((await decide(body.id, 'accept', as.theirOwner)).body.error.code).toBe('TRANSFER_DECIDED');
    api.passTime(-30 * DAY);
  });

  it('asks and answers only as it may, and names what is wrong', async () => {
    expect((await request()).status).toBe(401);
    for (const token of [as.editor, as.staff]) expect((await request(token)).status).toBe(403);
    expect((await request(as.outsider)).status).toBe(404);
    expect((await request(as.owner, { toOrganisation: theirs.slug }, NOBODY)).status).toBe(404);
    for (const wrong of [{}, { toOrganisation: 'no-one' }, { toOrganisation: ours.id }])
      expect((await request(as.owner, wrong)).body.error.fields[0]?.path).toBe('toOrganisation');
    const { body } = await request(as.owner);
    expect((await decide(body.id, 'accept')).status).toBe(401);
    expect((await decide(body.id, 'accept', as.outsider)).status).toBe(404);
    expect((await decide(NOBODY, 'accept', as.owner)).status).toBe(404);
    for (const token of [as.owner, as.theirEditor]) expect((await decide(body.id, 'accept', token)).status).toBe(403);
    expect((await decide(body.id, 'decline', as.owner)).status).toBe(403);
    for (const token of [as.editor, as.theirOwner]) expect((await decide(body.id, 'cancel', token)).status).toBe(403);
    await api.ask(`/listings/${id}/submit`, { method: 'POST', token: as.owner });
    expect((await decide(body.id, 'accept', as.theirOwner)).body.error.code).toBe('INVALID_STATE');
    const path = `/organisations/${ours.slug}/transfers`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: as.outsider })).status).toBe(403);
    expect((await api.ask('/organisations/nobody/transfers', { token: as.owner })).status).toBe(404);
    expect((await api.ask(`${path}?listing=${id}`, { token: as.owner })).body.items).toMatchObject([{ id: body.id }]);
    await expectPages(path, as.owner);
  });
});
