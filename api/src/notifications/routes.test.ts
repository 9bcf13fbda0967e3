// Notifications: written with the mail, one's own only, read one by one or all; and which mail one gets.
import { MailPreferences, Me, Notification } from '@exchange/contracts';
import { requestEmail } from '@exchange/db/emails/queries';
import { emails } from '@exchange/db/emails/tables';
import { anInterest } from '@exchange/db/interests/fixtures';
import { interestAlerts } from '@exchange/db/interests/tables';
import { matchListing } from '@exchange/db/matching/match-listing';
import { auditEntries } from '@exchange/db/moderation/tables';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const NOBODY = '019a5c1e-0000-7000-8000-000000000000';
/** A funder's editor with an instant alert, who writes for a charity as well. */
async function aPerson() {
  const user = await api.aUser();
  const organisation = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
  const interestId = await anInterest(api.db, { organisationId: organisation.id, userId: user.id });
  const tell = (kind: 'listing_published' | 'changes_requested', listingId: string) =>
    requestEmail(api.db, {
      key: crypto.randomUUID(),
      kind,
      to: user.email,
      userId: user.id,
      data: { listingId, note: 'What a reviewer wrote' },
    });
  return { user, organisation, interestId, tell, token: await api.signIn(user) };
}
type Person = Awaited<ReturnType<typeof aPerson>>;
const list = async ({ token }: Pick<Person, 'token'>, query = '') => {
  const { body } = await api.ask(`/notifications${query}`, { token });
  return { items: body.items.map((item) => Notification.parse(item)), nextCursor: body.nextCursor };
};
const unread = async ({ token }: Person) => Me.parse((await api.ask('/me', { token })).body).unreadNotifications;

describe('GET /notifications', () => {
  it('tells in words what was mailed, newest first, under the message’s id, and leads to it', async () => {
    const person = await aPerson();
    const own = await api.aPublishedListing({ organisationId: person.organisation.id, title: 'One team' });
    const draft = await api.aListing({ organisationId: person.organisation.id, title: 'Early talk' });
    const published = await person.tell('listing_published', own.id);
    const asked = await person.tell('changes_requested', draft.id);
    const found = await api.aPublishedListing({ title: 'Talking newspapers' });
    await matchListing(api.db, found.id, new Date(), 60);
    const [mail] = await api.db
      .select()
      .from(emails)
      .where(and(eq(emails.userId, person.user.id), eq(emails.kind, 'match')));
    expect((await list(person)).items).toMatchObject([
      {
        id: mail!.id,
        kind: 'match',
        text: '“Talking newspapers” fits what you look for',
        path: `/listings/${found.slug!}`,
      },
      { id: asked, text: 'A change is asked for before “Early talk” is published', path: `/listings/${draft.id}/edit` },
      { id: published, text: '“One team” is published', path: `/listings/${own.slug!}`, isRead: false },
    ]);
    expect(await unread(person)).toBe(3);
    await matchListing(api.db, (await api.aPublishedListing()).id, new Date(), 60);
    expect((await list(person)).items[0]).toMatchObject({ text: '2 listings fit what you look for', path: '/matches' });
    const page = await list(person, '?limit=2');
    const rest = await list(person, `?limit=2&cursor=${String(page.nextCursor)}`);
    expect([page.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    expect(JSON.stringify(await list(person))).not.toContain('What a reviewer wrote');
  });

  it('says no more of what the person may not see any more', async () => {
    const person = await aPerson();
    const theirs = await api.aListing({ title: 'Not yet for everybody' });
    await person.tell('changes_requested', theirs.id);
    expect((await list(person)).items).toMatchObject([
      { text: 'A change is asked for before a listing that is not here any more is published', path: '/account' },
    ]);
  });

  it('is for those who are signed in, and takes its own cursors only', async () => {
    expect((await api.ask('/notifications')).status).toBe(401);
    const { token } = await aPerson();
    expect((await api.ask('/notifications?cursor=x', { token })).status).toBe(422);
  });
});

describe('reading notifications', () => {
  it('marks one as read, or all, and another’s not', async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const { id } = await api.aPublishedListing({ organisationId: person.organisation.id });
    const [first] = [await person.tell('listing_published', id), await person.tell('changes_requested', id)];
    const read = (who: Person, which: string) =>
      api.ask(`/notifications/${which}/read`, { method: 'POST', token: who.token });
    expect((await read(other, first!)).status).toBe(404);
    expect((await read(person, NOBODY)).status).toBe(404);
    expect(await unread(person)).toBe(2);
    for (let time = 0; time < 2; time += 1)
      expect(await read(person, first!)).toMatchObject({ status: 200, body: { id: first, isRead: true } });
    expect(await unread(person)).toBe(1);
    expect((await list(person)).items.map(({ isRead }) => isRead)).toEqual([false, true]);
    const all = await api.ask('/notifications/read', { method: 'POST', token: person.token });
    expect(all).toMatchObject({ status: 200, body: { unread: 0 } });
    expect(await unread(person)).toBe(0);
    expect((await api.ask('/notifications/read', { method: 'POST' })).status).toBe(401);
    expect((await api.ask(`/notifications/${first!}/read`, { method: 'POST' })).status).toBe(401);
  });
});

describe('/me/mail', () => {
  const change = ({ token }: Pick<Person, 'token'>, topics: object) =>
    api.ask('/me/mail', { method: 'PATCH', body: { topics }, token });
  const isOn = (body: unknown) =>
    Object.fromEntries(MailPreferences.parse(body).topics.map((one) => [one.topic, one.isOn]));
  const frequencies = ({ user }: Person) =>
    api.db
      .select({ frequency: interestAlerts.frequency })
      .from(interestAlerts)
      .where(eq(interestAlerts.userId, user.id));

  it('says what is on, and switches topics off and on again', async () => {
    const person = await aPerson();
    const before = await api.ask('/me/mail', { token: person.token });
    expect(isOn(before.body)).toEqual({ matches: true, listings: true, reviews: true, nudges: true, transfers: true });
    expect(before.body).toMatchObject({ email: person.user.email, alerts: { on: 1, off: 0 } });
    expect(isOn((await change(person, { nudges: false, listings: false })).body)).toMatchObject({
      nudges: false,
      listings: false,
      reviews: true,
    });
    expect(isOn((await change(person, { listings: true })).body)).toMatchObject({ nudges: false, listings: true });
    const entries = await api.db.select().from(auditEntries).where(eq(auditEntries.subjectId, person.user.id));
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['mail.switched', { nudges: false, listings: false }],
      ['mail.switched', { listings: true }],
    ]);
  });

  it('stops all alerts at once, and brings them back as they were', async () => {
    const person = await aPerson();
    expect(isOn((await change(person, { matches: false })).body).matches).toBe(false);
    expect(await frequencies(person)).toEqual([{ frequency: 'off' }]);
    expect(isOn((await change(person, { matches: true })).body).matches).toBe(true);
    expect(await frequencies(person)).toEqual([{ frequency: 'instant' }]);
  });

  it('brings back what a link in a mail has stopped', async () => {
    const person = await aPerson();
    await api.ask('/unsubscribe', { body: { token: person.user.unsubscribeToken } });
    expect(await frequencies(person)).toEqual([{ frequency: 'off' }]);
    await change(person, { matches: true });
    expect(await frequencies(person)).toEqual([{ frequency: 'instant' }]);
  });

  it('takes topics it knows only, of who is signed in', async () => {
    const person = await aPerson();
    expect((await change(person, { account: false })).status).toBe(422);
    expect((await change(person, { nudges: 'no' })).body.error.fields[0]?.path).toBe('topics.nudges');
    expect((await api.ask('/me/mail')).status).toBe(401);
    expect((await api.ask('/me/mail', { method: 'PATCH', body: { topics: {} } })).status).toBe(401);
  });
});
