// A person's own account: seeing, changing, copying and leaving it.
import { Me } from '@exchange/contracts';
import { users } from '@exchange/db/accounts/tables';
import { emails } from '@exchange/db/emails/tables';
import { listingPartners, listingTransfers } from '@exchange/db/listings/tables-sharing';
import { auditEntries, listingReviews, reviewComments } from '@exchange/db/moderation/tables';
import { requestEmail } from '@exchange/db/emails/queries';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

describe('/me', () => {
  it('says who I am and what I belong to', async () => {
    const user = await api.aUser();
    const { name } = await api.anOrganisation({ members: [{ user, role: 'viewer' }] });
    const { status, body } = await api.ask('/me', { token: await api.signIn(user) });
    expect(status).toBe(200);
    expect(Me.parse(body)).toMatchObject({
      user: { email: user.email },
      memberships: [{ organisation: { name }, role: 'viewer' }],
    });
    expect((await api.ask('/me')).status).toBe(401);
  });

  it('takes another name', async () => {
    const token = await api.signIn(await api.aUser());
    const change = (body: object) => api.ask('/me', { method: 'PATCH', body, token });
    expect((await change({ name: 'Zoë' })).body.user.name).toBe('Zoë');
    expect((await change({ name: '' })).status).toBe(422);
    expect((await change({ name: 'Zoë', isStaff: true })).body.error.fields[0]?.path).toBe('isStaff');
  });

  it('gives a copy of what is kept, without secrets', async () => {
    const user = await api.aUser();
    const { status, body, text } = await api.ask('/me/export', { method: 'POST', token: await api.signIn(user) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ user: { email: user.email }, memberships: [], mail: [], alerts: [] });
    expect(body.sessions).toHaveLength(1);
    expect(text).not.toContain('argon2');
    expect((await api.ask('/me/export', { method: 'POST' })).status).toBe(401);
  });
});

describe('DELETE /me', () => {
  const leave = (token?: string) => api.ask('/me', { method: 'DELETE', token });

  it('forgets a person, cancels mail to them, and ends their sessions', async () => {
    const user = await api.aUser({ name: 'Anna Smith' });
    await requestEmail(api.db, {
      key: `verify:${user.id}`,
      kind: 'verify_email',
      to: user.email,
      userId: user.id,
      data: { name: 'Anna Smith', token: 'secret' },
    });
    // Written before they had an account.
    const key = `invitation:${user.id}`;
    const data = { organisationName: 'The Hub', invitedBy: 'Ola', role: 'editor', token: 'secret' };
    await requestEmail(api.db, { key, kind: 'invitation', to: user.email.toUpperCase(), data });
    const token = await api.signIn(user);
    await api.ask('/me', { method: 'PATCH', body: { name: 'Anna B. Smith' }, token });
    expect((await leave(token)).status).toBe(204);
    expect((await api.ask('/me', { token })).status).toBe(401);
    const [row] = await api.db.select().from(users).where(eq(users.id, user.id));
    expect(row).toMatchObject({ name: 'A former member', passwordHash: '' });
    const mail = await api.db.select().from(emails).where(eq(emails.userId, user.id));
    const history = await api.db.select().from(auditEntries).where(eq(auditEntries.actorId, user.id));
    expect(history.length).toBeGreaterThan(0);
    expect(mail.map(({ state }) => state)).toEqual(['cancelled']);
    const [invitation] = await api.db.select().from(emails).where(eq(emails.key, key));
    expect(invitation).toMatchObject({ state: 'cancelled', to: row?.email, data: {} });
    expect(JSON.stringify([row, mail, history])).not.toMatch(/Smith|secret|person-/);
    const again = await api.ask('/auth/register', {
      body: { email: user.email, password: 'another password', name: 'Anna' },
    });
    expect(again.status).toBe(201);
  });

  it('takes their name out of what others go on with, and their address out of invitations', async () => {
    const user = await api.aUser({ name: 'Nora Namewell' });
    const token = await api.signIn(user);
    const organisation = await api.anOrganisation({
      members: [
        { user, role: 'owner' },
        { user: await api.aUser(), role: 'owner' },
      ],
    });
    const page = await api.aPublishedListing({ organisationId: organisation.id });
    const body = { version: page.version, summary: 'New words' };
    await api.ask(`/listings/${page.id}`, { method: 'PATCH', body, token });
    const invite = (email: string) =>
      api.ask(`/organisations/${organisation.slug}/invitations`, { body: { email, role: 'viewer' }, token });
    await invite('somebody@example.org');
    const staff = await api.signIn(await api.aStaffUser());
    await leave(token);
    const told = await Promise.all(
      [
        `/listings/${page.id}/history`,
        `/listings/${page.id}/revisions`,
        `/organisations/${organisation.slug}/invitations`,
      ].map(async (path) => (await api.ask(path, { token: staff })).text),
    );
    for (const text of told) {
      expect(text).toContain('A former member');
      expect(text).not.toContain('Nora');
    }
  });

  it('takes every copy of their names, also of those before, out of transfers, partners and reviews; not out of what others wrote', async () => {
    const user = await api.aUser({ name: 'Nora Maiden' });
    const token = await api.signIn(user);
    const { id: organisationId } = await api.anOrganisation({
      members: [
        { user, role: 'owner' },
        { user: await api.aUser(), role: 'owner' },
      ],
    });
    const others = await api.aPublishedListing();
    const theirs = await api.aPublishedListing({ organisationId });
    const body = { version: theirs.version, summary: 'New words' };
    await api.ask(`/listings/${theirs.id}`, { method: 'PATCH', body, token });
    await api.ask('/me', { method: 'PATCH', body: { name: 'Nora Namewell' }, token });
    await api.ask('/me', { method: 'PATCH', body: { name: 'Nora Last' }, token });
    const to = await api.anOrganisation();
    for (const [listing, name] of [
      [theirs, 'Nora Maiden'],
      [others, 'Nora Maiden'],
    ] as const) {
      const listingId = listing.id;
      const by = { requestedBy: crypto.randomUUID(), requestedByName: 'Somebody else', decidedByName: name };
      const parties = { fromOrganisationId: organisationId, toOrganisationId: to.id, expiresAt: new Date() };
      await api.db.insert(listingTransfers).values({ listingId, ...parties, ...by });
      await api.db.insert(listingPartners).values({ listingId, organisationId: to.id, invitedByName: name });
      const review = { listingId, kind: 'new' as const, decidedByName: name };
      const [row] = await api.db.insert(listingReviews).values(review).returning();
      const comment = { path: 'summary', text: 'Say more', authorName: name, answeredByName: name };
      await api.db.insert(reviewComments).values({ reviewId: row!.id, listingId, ...comment });
    }
    const about = {
      subjectKind: 'user',
      subjectId: user.id,
      details: { name: 'Nora Last', reason: 'Nora rang' },
    } as const;
    await api.db.insert(auditEntries).values({ action: 'user.reviewer_appointed', actorName: 'Sam Staff', ...about });
    expect((await leave(token)).status).toBe(204);
    const read = async (listingId: string) =>
      JSON.stringify([
        ...(await api.db.select().from(listingTransfers).where(eq(listingTransfers.listingId, listingId))),
        ...(await api.db.select().from(listingPartners).where(eq(listingPartners.listingId, listingId))),
        ...(await api.db.select().from(listingReviews).where(eq(listingReviews.listingId, listingId))),
        ...(await api.db.select().from(reviewComments).where(eq(reviewComments.listingId, listingId))),
      ]);
    expect((await read(theirs.id)).match(/A former member/g)).toHaveLength(5);
    expect(await read(theirs.id)).not.toContain('Nora');
    expect((await read(others.id)).match(/Nora Maiden/g)).toHaveLength(5);
    const history = await api.db.select().from(auditEntries).where(eq(auditEntries.subjectId, user.id));
    expect(JSON.stringify(history)).not.toContain('Nora');
  });

  it('gives away and takes nothing that was sent to an address nobody has verified', async () => {
    const owner = await api.aUser();
    const { slug, name } = await api.anOrganisation({ members: [{ user: owner, role: 'owner' }] });
    const token = await api.signIn(owner);
    const path = `/organisations/${slug}/invitations`;
    const squatter = await api.aUser({ email: 'wanted@example.org', emailVerifiedAt: null });
    await api.ask(path, { body: { email: squatter.email, role: 'editor' }, token });
    const theirs = await api.signIn(squatter);
    const copy = await api.ask('/me/export', { method: 'POST', token: theirs });
    expect([copy.status, copy.body.invitations]).toEqual([200, []]);
    expect((await leave(theirs)).status).toBe(204);
    expect((await api.ask(path, { token })).body.items).toMatchObject([{ email: 'wanted@example.org' }]);
    const mail = await api.db.select().from(emails).where(eq(emails.to, 'wanted@example.org'));
    expect(mail).toMatchObject([{ state: 'pending', data: { organisationName: name } }]);
  });

  it('is refused to the only owner of an organisation, and needs signing in', async () => {
    const user = await api.aUser();
    const { name } = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
    const { status, body } = await leave(await api.signIn(user));
    expect([status, body.error.code]).toEqual([409, 'LAST_OWNER']);
    expect(body.error.message).toContain(name);
    expect((await leave()).status).toBe(401);
  });
});
