// The reviewed level of evidence: who may set it, what it leads to, and those whom staff appoint to it.
import { Listing, Reviewer } from '@exchange/contracts';
import { acceptPartner, insertPartner } from '@exchange/db/listings/queries-sharing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisationId = '';
let writerId = '';
const as = { writer: '', reviewer: '', outsider: '', staff: '' };
const reviewerEmail = 'rita.reviewer@example.org';
beforeAll(async () => {
  api = await createTestApi();
  const [writer, outsider] = await Promise.all([api.aUser(), api.aUser()]);
  const reviewer = await api.aUser({ email: reviewerEmail, name: 'Rita Reviewer', isReviewer: true });
  organisationId = (await api.anOrganisation({ members: [{ user: writer, role: 'editor' }] })).id;
  writerId = writer.id;
  const people = { writer, reviewer, outsider, staff: await api.aStaffUser() };
  for (const [name, person] of Object.entries(people)) as[name as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());

const nowhere = '019a5c1e-0000-7000-8000-000000000000';
const found = { level: 3, note: 'A fair comparison with people who waited.', nextStep: 'Have it repeated elsewhere.' };
const review = (id: string, token: string | undefined, body: object = found) =>
  api.ask(`/listings/${id}/evidence-review`, { method: 'PUT', body, ...(token === undefined ? {} : { token }) });
const eventsOf = async (id: string) => {
  const { rows } = await api.database.pool.query<{ name: string }>(
    `select event as name from outbox where payload->>'listingId' = $1 order by id`,
    [id],
  );
  return rows.map(({ name }) => name);
};
const materialRevisionOf = async (id: string) => {
  const { rows } = await api.database.pool.query<{ material_revision: number }>(
    'select material_revision from listings where id = $1',
    [id],
  );
  return rows[0]?.material_revision;
};

describe('PUT /listings/:id/evidence-review', () => {
  it('is for staff and reviewers, of what they may see', async () => {
    const { id } = await api.aPublishedListing({ organisationId });
    expect((await review(id, undefined)).status).toBe(401);
    expect((await review(id, as.writer)).status).toBe(403);
    expect((await review(id, as.outsider)).status).toBe(403);
    expect((await review(nowhere, as.reviewer)).status).toBe(404);
    expect((await review(id, as.reviewer, { level: 6, note: '' })).body.error.fields.map(({ path }) => path)).toEqual([
      'level',
      'note',
    ]);
    expect((await review(id, as.reviewer)).status).toBe(200);
    expect((await review(id, as.staff)).status).toBe(200);
    const { id: draft } = await api.aListing({ organisationId });
    expect((await review(draft, as.reviewer)).status).toBe(404);
    expect((await review(draft, as.staff)).body.error.code).toBe('INVALID_STATE');
  });

  it('is shown to everybody beside the self-assessment, and told to matching, the index, the history and the writer', async () => {
    const { id } = await api.aPublishedListing({ organisationId, createdBy: writerId, evidenceLevel: 1 });
    const before = await materialRevisionOf(id);
    await review(id, as.reviewer);
    const listing = Listing.parse((await api.ask(`/listings/${id}`)).body);
    expect(listing).toMatchObject({
      evidenceLevel: 1,
      reviewedEvidenceLevel: 3,
      reviewedEvidenceNote: found.note,
      evidenceNextStep: found.nextStep,
    });
    expect(listing.evidenceReviewedAt).not.toBeNull();
    expect(await eventsOf(id)).toEqual(['listing.published']);
    expect(await materialRevisionOf(id)).toBe((before ?? 0) + 1);

    // The same level with other words is news for the index only.
    await review(id, as.staff, { ...found, nextStep: null });
    expect(await eventsOf(id)).toEqual(['listing.published', 'listing.changed']);
    expect(await materialRevisionOf(id)).toBe((before ?? 0) + 1);
    const { body } = await api.ask(`/listings/${id}/history`, { token: as.writer });
    expect(body.items).toMatchObject([
      { action: 'listing.evidence_reviewed', actor: 'Sam Staff', details: { from: 3, to: 3, nextStep: null } },
      { action: 'listing.evidence_reviewed', actor: 'Rita Reviewer', details: { from: null, to: 3 } },
    ]);
    const { rows } = await api.database.pool.query<{ data: object }>(
      `select data from emails where kind = 'review_decided' and user_id = $1 order by id`,
      [writerId],
    );
    expect(rows.map(({ data }) => data)).toMatchObject([
      { what: 'evidence_reviewed', listingId: id, level: 3, note: found.note, nextStep: found.nextStep },
      { what: 'evidence_reviewed', nextStep: null },
    ]);
  });

  it('reaches what waits for review, and nothing else of the team’s work', async () => {
    const { id } = await api.aListing({ organisationId });
    await api.ask(`/listings/${id}/submit`, { method: 'POST', token: as.writer });
    const queue = await api.ask('/admin/review-queue', { token: as.reviewer });
    expect(queue.body.items.map((item) => item.id)).toContain(id);
    expect((await api.ask(`/listings/${id}`, { token: as.reviewer })).status).toBe(200);
    expect((await review(id, as.reviewer)).body).toMatchObject({ state: 'in_review', reviewedEvidenceLevel: 3 });
    expect(await eventsOf(id)).toEqual([]);
    for (const what of ['publish', 'request-changes', 'decline', 'archive'])
      expect(
        (await api.ask(`/listings/${id}/${what}`, { token: as.reviewer, body: { note: 'x', reason: 'x' } })).status,
        what,
      ).not.toBeLessThan(400);
    const patch = { method: 'PATCH' as const, token: as.reviewer, body: { version: 1, title: 'x' } };
    expect((await api.ask(`/listings/${id}`, patch)).status).toBe(403);
    for (const path of [
      '/admin/audit',
      '/admin/emails',
      '/admin/organisations',
      '/admin/reviewers',
      `/listings/${id}/review`,
    ])
      expect((await api.ask(path, { token: as.reviewer })).status, path).toBe(403);
  });

  it('is not for a reviewer’s own organisation, nor for what it writes together with another', async () => {
    const own = await api.aUser({ isReviewer: true, name: 'Zoe Own' });
    const organisation = await api.anOrganisation({ members: [{ user: own, role: 'owner' }] });
    const { id } = await api.aPublishedListing({ organisationId: organisation.id });
    const token = await api.signIn(own);
    expect((await review(id, token)).status).toBe(403);

    const shared = await api.aPublishedListing({ organisationId });
    await insertPartner(api.db, {
      listingId: shared.id,
      organisationId: organisation.id,
      invitedByName: 'Will Writer',
    });
    expect((await review(shared.id, token)).status).toBe(200);
    await acceptPartner(api.db, shared.id, organisation.id, new Date());
    expect((await review(shared.id, token)).status).toBe(403);
  });
});

describe('/admin/reviewers', () => {
  it('appoints by address and dismisses, and notes both', async () => {
    const person = await api.aUser({ name: 'Asa Assessor' });
    const token = await api.signIn(person);
    const { id } = await api.aPublishedListing();
    expect((await review(id, token)).status).toBe(403);
    const body = { email: person.email };
    expect((await api.ask('/admin/reviewers', { body })).status).toBe(401);
    expect((await api.ask('/admin/reviewers', { body, token: as.writer })).status).toBe(403);
    expect((await api.ask('/admin/reviewers', { body: { email: 'x' }, token: as.staff })).status).toBe(422);
    const unknown = await api.ask('/admin/reviewers', { body: { email: 'nobody@example.org' }, token: as.staff });
    expect(unknown.status).toBe(404);
    const unverified = await api.aUser({ emailVerifiedAt: null });
    expect((await api.ask('/admin/reviewers', { body: { email: unverified.email }, token: as.staff })).status).toBe(
      404,
    );
    const made = await api.ask('/admin/reviewers', { body, token: as.staff });
    expect(Reviewer.parse(made.body)).toEqual({ id: person.id, name: 'Asa Assessor', email: person.email });
    expect((await api.ask('/me', { token })).body.user).toMatchObject({ isReviewer: true, isStaff: false });
    expect((await review(id, token)).status).toBe(200);
    const { body: list } = await api.ask('/admin/reviewers', { token: as.staff });
    expect(list.items.map(({ name }) => name)).toEqual(['Asa Assessor', 'Rita Reviewer', 'Zoe Own']);

    const end = (who?: string, of = person.id) =>
      api.ask(`/admin/reviewers/${of}`, { method: 'DELETE', ...(who === undefined ? {} : { token: who }) });
    expect([(await end()).status, (await end(as.writer)).status]).toEqual([401, 403]);
    expect((await end(as.staff)).status).toBe(204);
    expect([(await end(as.staff)).status, (await end(as.staff, nowhere)).status]).toEqual([404, 404]);
    expect((await review(id, token)).status).toBe(403);
    const audit = await api.ask(`/admin/audit?subject=${person.id}`, { token: as.staff });
    expect(audit.body.items.map(({ action }) => action)).toEqual([
      'user.reviewer_dismissed',
      'user.reviewer_appointed',
    ]);
  });
});
