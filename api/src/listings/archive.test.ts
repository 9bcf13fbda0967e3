// Archiving with a reason, and taking out of the archive again.
import { outbox } from '@exchange/db/outbox/tables';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisationId = '';
const as = { editor: '', viewer: '', outsider: '', staff: '' };
beforeAll(async () => {
  api = await createTestApi();
  const [editor, viewer, outsider] = [await api.aUser(), await api.aUser(), await api.aUser()];
  const members = [
    { user: editor, role: 'editor' as const },
    { user: viewer, role: 'viewer' as const },
  ];
  organisationId = (await api.anOrganisation({ members })).id;
  const people = { editor, viewer, outsider, staff: await api.aStaffUser() };
  for (const [who, person] of Object.entries(people)) as[who as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());

const step = (id: string, word: string, token?: string, body: object = {}) =>
  api.ask(`/listings/${id}/${word}`, { method: 'POST', body, token });

it('keeps the reason for members, hides the page, and brings it back as it was', async () => {
  const { id, slug } = await api.aPublishedListing({ organisationId });
  const archived = await step(id, 'archive', as.editor, { reason: 'The service has ended.' });
  expect(archived.body.state).toBe('archived');
  expect((await api.ask(`/listings/${slug ?? ''}`)).status).toBe(404);
  const { items } = (await api.ask(`/listings/${id}/history`, { token: as.viewer })).body;
  expect(items[0]).toMatchObject({ action: 'listing.archived', details: { reason: 'The service has ended.' } });
  expect((await step(id, 'reopen', as.editor)).body.state).toBe('paused');
  expect((await api.ask(`/listings/${slug ?? ''}`)).status).toBe(404);
  expect((await step(id, 'resume', as.editor)).body).toMatchObject({ state: 'published', slug });
  const published = and(eq(outbox.event, 'listing.published'), sql`${outbox.payload}->>'listingId' = ${id}`);
  expect(await api.db.$count(outbox, published)).toBe(1);
});

it('makes a draft of what was never public, and has what changed reviewed', async () => {
  const { id } = await api.aListing({ organisationId });
  await step(id, 'submit', as.editor);
  await step(id, 'archive', as.editor);
  expect((await step(id, 'reopen', as.editor)).body.state).toBe('draft');
  const page = await api.aPublishedListing({ organisationId });
  await step(page.id, 'archive', as.editor);
  const { body } = await step(page.id, 'reopen', as.editor);
  const change = { version: body.version, summary: 'Changed while it was away' };
  await api.ask(`/listings/${page.id}`, { method: 'PATCH', body: change, token: as.editor });
  expect((await step(page.id, 'resume', as.editor)).body.state).toBe('in_review');
});

it('is for those who write for its organisation, and for what is archived', async () => {
  const { id } = await api.aPublishedListing({ organisationId });
  expect((await step(id, 'reopen', as.editor)).body.error.code).toBe('INVALID_STATE');
  await step(id, 'archive', as.editor);
  expect((await step(id, 'reopen')).status).toBe(401);
  expect((await step(id, 'reopen', as.viewer)).status).toBe(403);
  expect((await step(id, 'reopen', as.outsider)).status).toBe(404);
  expect((await step(id, 'reopen', as.editor, { to: 'draft' })).status).toBe(422);
  expect((await step('019a5c1e-0000-7000-8000-000000000000', 'reopen', as.editor)).status).toBe(404);
  expect((await step(id, 'reopen', as.staff)).status).toBe(200);
});
