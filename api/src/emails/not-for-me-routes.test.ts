// “Not for me” by a mail's link: looking changes nothing, a POST dismisses as the pages do, and it can be taken back.
import { anInterest } from '@exchange/db/interests/fixtures';
import { interestAlerts } from '@exchange/db/interests/tables';
import { matchListing } from '@exchange/db/matching/match-listing';
import { matches } from '@exchange/db/matching/tables';
import { auditEntries } from '@exchange/db/moderation/tables';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** A match that somebody was mailed about, and the two halves of its link. */
async function aMailedMatch(role: 'editor' | 'viewer' = 'editor') {
  const user = await api.aUser();
  const organisation = await api.anOrganisation({ roles: ['funder'], members: [{ user, role }] });
  const interestId = await anInterest(api.db, { organisationId: organisation.id, userId: user.id, name: 'Sight loss' });
  const listing = await api.aPublishedListing();
  await matchListing(api.db, listing.id, new Date());
  const [alert] = await api.db.select().from(interestAlerts).where(eq(interestAlerts.interestId, interestId));
  const pair = and(eq(matches.interestId, interestId), eq(matches.listingId, listing.id));
  const row = async () => (await api.db.select().from(matches).where(pair))[0]!;
  return { user, listing, token: alert!.token, match: (await row()).id, row };
}
const view = (token: string, match: string) => api.ask(`/not-for-me?token=${token}&match=${match}`);

describe('/not-for-me', () => {
  it('shows on GET what it is about, and changes nothing', async () => {
    const { listing, token, match, row } = await aMailedMatch();
    const { status, body, headers } = await view(token, match);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      mayAnswer: true,
      match: { id: match, state: 'new', listing: { title: listing.title }, interest: { name: 'Sight loss' } },
    });
    expect(headers['cache-control']).toBe('private, no-store');
    expect((await row()).state).toBe('new');
  });

  it('dismisses with the reason, under the person’s name, and takes it back', async () => {
    const { user, token, match, row } = await aMailedMatch();
    const answer = { token, match, reason: 'too_early', note: 'We begin at scale.' };
    for (let click = 0; click < 2; click += 1) {
      const { status, body } = await api.ask('/not-for-me', { body: answer });
      expect([status, (body.match as { state: string }).state]).toEqual([200, 'dismissed']);
    }
    expect(await row()).toMatchObject({ state: 'dismissed', dismissReason: 'too_early: We begin at scale.' });
    const [entry] = await api.db.select().from(auditEntries).where(eq(auditEntries.subjectId, match));
    expect(entry).toMatchObject({ action: 'match.dismissed', actorId: user.id, actorName: user.name });
    const undone = await api.ask('/not-for-me/undo', { body: { token, match } });
    expect(undone).toMatchObject({ status: 200, body: { match: { state: 'seen' } } });
    expect(await row()).toMatchObject({ state: 'seen', dismissReason: null });
  });

  it('lets viewers look only', async () => {
    const { token, match, row } = await aMailedMatch('viewer');
    expect((await view(token, match)).body).toMatchObject({ mayAnswer: false });
    expect((await api.ask('/not-for-me', { body: { token, match, reason: 'other' } })).status).toBe(403);
    expect((await api.ask('/not-for-me/undo', { body: { token, match } })).status).toBe(403);
    expect((await row()).state).toBe('new');
  });

  it('knows only its own links, and those of people who still belong there', async () => {
    const [one, other] = [await aMailedMatch(), await aMailedMatch()];
    expect((await view('guessed', one.match)).status).toBe(404);
    expect((await view(one.token, other.match)).status).toBe(404);
    expect(
      (await api.ask('/not-for-me', { body: { token: one.token, match: other.match, reason: 'other' } })).status,
    ).toBe(404);
    expect((await view(one.token, 'no-id')).status).toBe(422);
    expect((await api.ask('/not-for-me', { body: { token: one.token, match: one.match } })).status).toBe(422);
    await api.ask('/me', { method: 'DELETE', token: await api.signIn(one.user) });
    expect((await view(one.token, one.match)).status).toBe(404);
  });
});
