// The life of a listing: who moves it from which state to which, and what follows from it.
import type { ListingState } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { assignListingSlug, updateListingState } from '@exchange/db/listings/queries';
import { listings } from '@exchange/db/listings/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let writer: { id: string; email: string };
let organisationId = '';
let trustedId = '';
const as = { writer: '', viewer: '', outsider: '', staff: '' };
beforeAll(async () => {
  api = await createTestApi();
  const [user, viewer, outsider] = await Promise.all([api.aUser(), api.aUser(), api.aUser()]);
  writer = user;
  const members = [
    { user, role: 'editor' as const },
    { user: viewer, role: 'viewer' as const },
  ];
  organisationId = (await api.anOrganisation({ members })).id;
  trustedId = (await api.anOrganisation({ members, isTrusted: true })).id;
  const people = { writer: user, viewer, outsider, staff: await api.aStaffUser() };
  for (const [name, person] of Object.entries(people)) as[name as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());

type Step = 'submit' | 'publish' | 'request-changes' | 'decline' | 'pause' | 'resume' | 'archive';
const bodies: Partial<Record<Step, object>> = {
  'request-changes': { note: 'Say who is helped.' },
  decline: { reason: 'Not an innovation.' },
};
const step = (id: string, name: Step, token?: string, body?: object) =>
  api.ask(`/listings/${id}/${name}`, {
    method: 'POST',
    token,
    body: body ?? bodies[name],
  });
const eventsOf = async (id: string) => {
  const rows = await api.db
    .select({ event: outbox.event })
    .from(outbox)
    .where(sql`${outbox.payload}->>'listingId' = ${id}`)
    .orderBy(asc(outbox.id));
  return rows.map(({ event }) => event);
};
const mailAbout = (id: string) =>
  api.db
    .select({ key: emails.key, kind: emails.kind, to: emails.to, data: emails.data })
    .from(emails)
    .where(sql`${emails.data}->>'listingId' = ${id}`);
const rowOf = async (id: string) => (await api.db.select().from(listings).where(eq(listings.id, id)))[0]!;
const aListingIn = async (state: ListingState, owner = organisationId) => {
  const { id } = await api.aListing({ organisationId: owner, createdBy: writer.id });
  if (state !== 'draft') await updateListingState(api.db, id, { state });
  if (['published', 'paused', 'archived'].includes(state)) {
    await updateListingState(api.db, id, { state, publishedAt: new Date() });
    await assignListingSlug(api.db, id, `listing-${id}`);
  }
  return id;
};
const edit = async (id: string, body: object, token: string) =>
  api.ask(`/listings/${id}`, { method: 'PATCH', token, body: { version: (await rowOf(id)).version, ...body } });

describe('each step', () => {
  const steps: Record<Step, { from: ListingState[]; to: ListingState; by: 'writer' | 'staff' }> = {
    submit: { from: ['draft', 'changes_requested'], to: 'in_review', by: 'writer' },
    publish: { from: ['in_review'], to: 'published', by: 'staff' },
    'request-changes': { from: ['in_review'], to: 'changes_requested', by: 'staff' },
    decline: { from: ['in_review'], to: 'draft', by: 'staff' },
    pause: { from: ['published'], to: 'paused', by: 'writer' },
    resume: { from: ['paused'], to: 'published', by: 'writer' },
    archive: { from: ['in_review', 'changes_requested', 'published', 'paused'], to: 'archived', by: 'writer' },
  };
  const states: ListingState[] = ['draft', 'in_review', 'changes_requested', 'published', 'paused', 'archived'];

  it.each(Object.entries(steps))('%s', async (name, { from, to, by }) => {
    for (const state of states) {
      const id = await aListingIn(state);
      const { status, body } = await step(id, name as Step, as[by]);
      if (from.includes(state)) {
        expect([status, body.state], state).toEqual([200, to]);
      } else {
        expect([status, body.error.code], state).toEqual([409, 'INVALID_STATE']);
        expect((await rowOf(id)).state).toBe(state);
      }
    }
  });

  it.each(Object.entries(steps))('%s is refused to those who may not', async (name, { from, by }) => {
    const id = await aListingIn(from[0]!);
    const isPublic = from[0] === 'published';
    expect((await step(id, name as Step)).status).toBe(401);
    expect((await step(id, name as Step, as.viewer)).status).toBe(403);
    expect((await step(id, name as Step, as.outsider)).status).toBe(isPublic ? 403 : 404);
    if (by === 'staff') expect((await step(id, name as Step, as.writer)).status).toBe(403);
    expect((await step('019a5c1e-0000-7000-8000-000000000000', name as Step, as.staff)).status).toBe(404);
    expect((await step(id, name as Step, as.staff, { surprise: 1 })).status).toBe(422);
  });
});

describe('submitting', () => {
  it('names every missing part at once', async () => {
    const { id } = await api.aListing({
      organisationId,
      title: null,
      summary: '',
      stage: null,
      serviceAreas: [],
      regions: [],
      asks: [{ kind: 'investment', amountMin: 5, instruments: [] }],
    });
    const { status, body } = await step(id, 'submit', as.writer);
    expect(status).toBe(422);
    expect(body.error.code).toBe('LISTING_INCOMPLETE');
    expect(body.error.fields.map(({ path }) => path)).toEqual([
      'title',
      'summary',
      'stage',
      'serviceAreas',
      'regions',
      'asks.0.amountMax',
    ]);
  });

  it('publishes at once for a trusted organisation', async () => {
    const id = await aListingIn('draft', trustedId);
    const { body } = await step(id, 'submit', as.writer);
    expect(body).toMatchObject({ state: 'published' });
    expect(body.slug).toBeTruthy();
    expect(await eventsOf(id)).toEqual(['listing.published']);
  });
});

describe('publishing', () => {
  it('gives a slug for good, a date, an event, a mail to the writer, and a line of history', async () => {
    const id = await aListingIn('draft');
    await edit(id, { title: 'Café & “Sight”: 100 % help!' }, as.writer);
    await step(id, 'submit', as.writer);
    const { body } = await step(id, 'publish', as.staff);
    expect(body.slug).toBe('cafe-and-sight-100-help');
    expect(body.publishedAt).toBeTruthy();
    expect(await eventsOf(id)).toEqual(['listing.published']);
    expect(await mailAbout(id)).toEqual([
      {
        key: `published:${id}:${String(body.version)}`,
        kind: 'listing_published',
        to: writer.email,
        data: { listingId: id },
      },
    ]);
    const { body: history } = await api.ask(`/listings/${id}/history`, { token: as.viewer });
    expect(history.items.map(({ action, actor, details }) => [action, actor, details])).toEqual([
      ['listing.published', 'Sam Staff', { from: 'in_review', to: 'published' }],
      ['listing.submitted', expect.stringMatching(/^Person/), { from: 'draft', to: 'in_review' }],
      ['listing.changed', expect.stringMatching(/^Person/), { changed: ['title'] }],
    ]);
    expect((await api.ask(`/listings/${id}/history`)).status).toBe(401);
    expect((await api.ask(`/listings/${id}/history`, { token: as.outsider })).status).toBe(403);
    expect((await api.ask(`/listings/${await aListingIn('draft')}/history`, { token: as.outsider })).status).toBe(404);
  });

  it('gives listings of one title different slugs, also when they are published at once', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => aListingIn('in_review')));
    await api.db.update(listings).set({ title: 'Compare' }).where(eq(listings.id, ids[0]!));
    for (const id of ids.slice(1)) await api.db.update(listings).set({ title: 'Same' }).where(eq(listings.id, id));
    const replies = await Promise.all(ids.map((id) => step(id, 'publish', as.staff)));
    const slugs = replies.map(({ body }) => body.slug);
    expect(slugs[0]).toBe('listing');
    expect(slugs.slice(1).sort()).toEqual(['same', 'same-2', 'same-3']);
  });
});

describe('requesting changes', () => {
  it('tells the writer why, and shows the note to members only', async () => {
    const id = await aListingIn('in_review');
    const { body } = await step(id, 'request-changes', as.staff, { note: 'Say who is helped.' });
    expect(body).toMatchObject({ state: 'changes_requested', reviewNote: 'Say who is helped.' });
    expect(await mailAbout(id)).toEqual([
      {
        key: `changes:${id}:${String(body.version)}`,
        kind: 'changes_requested',
        to: writer.email,
        data: { listingId: id, note: 'Say who is helped.' },
      },
    ]);
    expect((await step(await aListingIn('in_review'), 'request-changes', as.staff, { note: ' ' })).status).toBe(422);
  });
});

describe('declining', () => {
  it('makes it a draft again with the reason as its note, and mails it', async () => {
    const id = await aListingIn('in_review');
    expect((await step(id, 'decline', as.staff)).body).toMatchObject({
      state: 'draft',
      reviewNote: 'Not an innovation.',
    });
    expect(await mailAbout(id)).toMatchObject([{ to: writer.email, data: { note: 'Not an innovation.' } }]);
    expect((await step(await aListingIn('in_review'), 'decline', as.staff, {})).status).toBe(422);
  });
});

describe('what is public', () => {
  it('is not changed by a member while it is in review', async () => {
    const { status, body } = await edit(await aListingIn('in_review'), { title: 'Unreviewed' }, as.writer);
    expect([status, body.error.code]).toEqual([409, 'INVALID_STATE']);
  });

  it('comes back as it was after a pause, and to review when its content changed', async () => {
    const same = await aListingIn('published');
    await step(same, 'pause', as.writer);
    expect((await api.ask(`/listings/${same}`)).status).toBe(404);
    expect((await step(same, 'resume', as.writer)).body.state).toBe('published');
    expect(await eventsOf(same)).toEqual(['listing.changed', 'listing.published']);

    const changed = await aListingIn('paused');
    await edit(changed, { summary: 'Quite another thing.' }, as.writer);
    expect((await step(changed, 'resume', as.writer)).body.state).toBe('in_review');
    expect((await api.ask(`/listings/${changed}`)).status).toBe(404);
    const { slug } = await rowOf(changed);
    expect((await step(changed, 'publish', as.staff)).body).toMatchObject({ state: 'published', slug });
  });

  it('is changed at once by staff and by the trusted, and matched anew only when it matters', async () => {
    const id = await aListingIn('published', trustedId);
    expect((await edit(id, { summary: 'In better words.' }, as.writer)).status).toBe(200);
    expect((await edit(id, { stage: 'scale' }, as.staff)).status).toBe(200);
    expect(await eventsOf(id)).toEqual(['listing.changed', 'listing.published']);
    expect((await rowOf(id)).materialRevision).toBe(2);
    const incomplete = await edit(id, { asks: [] }, as.staff);
    expect([incomplete.status, incomplete.body.error.code]).toEqual([422, 'LISTING_INCOMPLETE']);
    expect((await rowOf(id)).materialRevision).toBe(2);
  });

  it('goes for good when it is archived, with the reason in its history', async () => {
    const id = await aListingIn('published');
    await step(id, 'archive', as.writer, { reason: 'It ended.' });
    expect((await api.ask(`/listings/${id}`)).status).toBe(404);
    expect(await eventsOf(id)).toEqual(['listing.changed']);
    const [entry] = (await api.ask(`/listings/${id}/history`, { token: as.staff })).body.items;
    expect(entry?.details).toEqual({ from: 'published', to: 'archived', reason: 'It ended.' });
    const left = await api.db.$count(listings, and(eq(listings.id, id), eq(listings.state, 'archived')));
    expect(left).toBe(1);
  });
});
