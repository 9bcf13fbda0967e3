// The mail log: what staff see of a message, what they never see, and sending one again.
import { EmailDetail, EmailPreview } from '@exchange/contracts';
import { findEmail, savePreviews, type StoredEmail } from '@exchange/db/emails/queries-log';
import { suppressAddress } from '@exchange/db/emails/suppression';
import { emailedListings, emails } from '@exchange/db/emails/tables';
import { emailAttempts } from '@exchange/db/emails/tables-delivery';
import { aFunder } from '@exchange/db/interests/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import { outbox } from '@exchange/db/outbox/tables';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff = '';
let member = '';
beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
  member = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

const nobody = '019a5c1e-0000-7000-8000-000000000000';
async function aMail(given: Partial<StoredEmail> = {}): Promise<StoredEmail> {
  const [row] = await api.db
    .insert(emails)
    .values({
      key: crypto.randomUUID(),
      kind: 'already_registered',
      to: 'fay@example.org',
      data: { name: 'Fay' },
      state: 'sent',
      subject: 'You already have an account',
      text: 'Hello Fay',
      headers: { From: 'exchange@example.org' },
      ...given,
    })
    .returning();
  return row!;
}
const see = async (id: string) => EmailDetail.parse((await api.ask(`/admin/emails/${id}`, { token: staff })).body);
const resend = (id: string, reason = 'She lost it', headers: Record<string, string> = {}) =>
  api.ask(`/admin/emails/${id}/resend`, { body: { reason }, token: staff, headers });

describe('a message in the log', () => {
  it('says what it said, every attempt, and what the server answered', async () => {
    const { id } = await aMail();
    await api.db.insert(emailAttempts).values([
      { emailId: id, number: 1, result: 'postponed', reply: '451 later', worker: 'a:1' },
      { emailId: id, number: 2, result: 'sent', reply: '250 OK', worker: 'b:2' },
      { emailId: id, result: 'bounced', reply: '5.1.1 nobody' },
    ]);
    const mail = await see(id);
    expect(mail).toMatchObject({ text: 'Hello Fay', html: null, nextAttemptAt: null, resendOf: null, about: [] });
    expect(mail.history.map(({ number, result, reply }) => ({ number, result, reply }))).toEqual([
      { number: 1, result: 'postponed', reply: '451 later' },
      { number: 2, result: 'sent', reply: '250 OK' },
      { number: null, result: 'bounced', reply: '5.1.1 nobody' },
    ]);
  });

  it('says which listings and matches it is about', async () => {
    const { user, want } = await aFunder(api.db);
    await want();
    const listing = await api.aPublishedListing({ title: 'One team' });
    await matchListing(api.db, listing.id, new Date(), 0);
    const [told] = await api.db.select().from(emailedListings).where(eq(emailedListings.userId, user.id));
    const expected = {
      listing: { id: listing.id, slug: listing.slug, title: 'One team' },
      matches: [{ id: expect.any(String) as string, interestName: 'What we want to hear about' }],
    };
    expect((await see(told!.emailId!)).about).toEqual([expected]);
    const writer = await aMail({ kind: 'listing_published', data: { listingId: listing.id } });
    expect((await see(writer.id)).about).toEqual([{ ...expected, matches: [] }]);
  });

  it('never shows a secret', async () => {
    const text = 'https://example.org/reset-password?token=a-secret';
    for (const state of ['pending', 'kept', 'sent', 'failed'] as const) {
      const data = { name: 'Fay', token: 'a-secret' };
      const { id } = await aMail({ kind: 'reset_password', state, data, text, html: text });
      const mail = await see(id);
      expect(mail).toMatchObject({ text: null, html: null });
      expect(JSON.stringify(mail)).not.toContain('a-secret');
      expect((await resend(id)).body.error.code).toBe('NOT_RESENDABLE');
    }
  });

  it('strikes out the keys of links by which its reader acts without signing in', async () => {
    const link = 'https://example.org/not-for-me?token=a-key_1&match=m1';
    const html = `<a href="${link.replace('&', '&amp;')}">Not for me</a>`;
    const headers = { 'List-Unsubscribe': '<https://example.org/api/v1/unsubscribe?token=a-key_1>' };
    const { id } = await aMail({ kind: 'match', text: `Not for me: ${link}\nBye`, html, headers });
    const mail = await see(id);
    expect(mail.text).toBe('Not for me: https://example.org/not-for-me?token=…&match=m1\nBye');
    expect(mail.html).toBe('<a href="https://example.org/not-for-me?token=…&amp;match=m1">Not for me</a>');
    expect(mail.headers).toEqual({ 'List-Unsubscribe': '<https://example.org/api/v1/unsubscribe?token=…>' });
  });
});

describe('sending a message again', () => {
  it('writes a new one with a key of its own, for the same reason as the first, and remembers who and why', async () => {
    const first = await aMail({ state: 'failed' });
    const again = await resend(first.id);
    expect(again.status).toBe(201);
    const second = EmailDetail.parse(again.body);
    expect(second).toMatchObject({
      key: `resend:${first.id}:1`,
      kind: first.kind,
      to: first.to,
      state: 'pending',
      resendOf: first.id,
      text: null,
      notResendable: 'It is still on its way.',
    });
    expect((await findEmail(api.db, second.id))?.data).toEqual(first.data);
    const asked = await api.db.select().from(outbox).where(eq(outbox.event, 'email.requested'));
    expect(asked.map(({ payload }) => payload)).toContainEqual({ emailId: second.id });
    await api.db.update(emails).set({ state: 'sent' }).where(eq(emails.id, second.id));
    expect((await resend(second.id)).body).toMatchObject({ key: `resend:${first.id}:2`, resendOf: first.id });
    const audit = await api.ask(`/admin/audit?subject=${first.id}`, { token: staff });
    expect(audit.body.items).toMatchObject([
      { action: 'email.resent', details: { reason: 'She lost it', newId: second.id } },
    ]);
  });

  it('happens once for one key of the sender, and each time in turn for two at once', async () => {
    const { id } = await aMail();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const [one, same] = [await resend(id, 'Again', headers), await resend(id, 'Again', headers)];
    expect(same.body.id).toBe(one.body.id);
    const both = await Promise.all([resend(id), resend(id)]);
    expect(both.map(({ body }) => body.key).sort()).toEqual([`resend:${id}:2`, `resend:${id}:3`]);
  });

  it('is refused while it is on its way, where no mail goes, and without a reason', async () => {
    const pending = await aMail({ state: 'pending' });
    expect((await resend(pending.id)).body.error).toMatchObject({
      code: 'NOT_RESENDABLE',
      message: 'This message cannot be sent again. It is still on its way.',
    });
    const gone = await aMail({ to: 'gone@example.org', state: 'failed' });
    const why = { reason: 'hard_bounce', detail: '550', emailId: gone.id } as const;
    await suppressAddress(api.db, { address: 'gone@example.org', ...why });
    expect((await resend(gone.id)).status).toBe(409);
    const fine = await aMail();
    expect((await resend(fine.id, ' ')).body.error.fields).toMatchObject([{ path: 'reason' }]);
    expect((await resend(nobody)).status).toBe(404);
  });
});

describe('the log as a list', () => {
  it('is narrowed by address, kind and state', async () => {
    await aMail({ to: 'one@example.org', kind: 'digest', state: 'cancelled' });
    await aMail({ to: 'one@example.org', kind: 'match', state: 'cancelled' });
    const { body } = await api.ask('/admin/emails?to=ONE@example.org&kind=match&state=cancelled', { token: staff });
    expect(body.items.map(({ kind }) => kind)).toEqual(['match']);
    expect((await api.ask('/admin/emails?kind=telegram', { token: staff })).status).toBe(422);
  });
});

describe('the kinds of message', () => {
  it('are shown as the workers last wrote them', async () => {
    expect((await api.ask('/admin/email-kinds/digest', { token: staff })).status).toBe(404);
    for (const subject of ['Old', 'New'])
      await savePreviews(api.db, [{ kind: 'digest', subject, text: 'Hello', html: '<p>Hello</p>' }]);
    const { body } = await api.ask('/admin/email-kinds/digest', { token: staff });
    expect(EmailPreview.parse(body)).toMatchObject({ subject: 'New', html: '<p>Hello</p>' });
    expect((await api.ask('/admin/email-kinds', { token: staff })).body.items).toEqual([
      { kind: 'digest', subject: 'New' },
    ]);
    expect((await api.ask('/admin/email-kinds/telegram', { token: staff })).status).toBe(404);
  });
});

it.each([
  ['GET', `/admin/emails/${nobody}`, undefined],
  ['POST', `/admin/emails/${nobody}/resend`, { reason: 'x' }],
  ['GET', '/admin/email-kinds', undefined],
  ['GET', '/admin/email-kinds/match', undefined],
] as const)('%s %s is for staff', async (method, path, body) => {
  expect((await api.ask(path, { method, body })).status).toBe(401);
  expect((await api.ask(path, { method, body, token: member })).status).toBe(403);
});
