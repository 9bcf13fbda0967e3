// Bounces and complaints as mail servers send them: what stops mail to an address, what does not, and who lets it go again.
import { MailReportResult, meansNoSuchAddress, Suppression } from '@exchange/contracts';
import { aReport } from '@exchange/db/emails/fixtures';
import { emails } from '@exchange/db/emails/tables';
import { emailAttempts, suppressedAddresses } from '@exchange/db/emails/tables-delivery';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

const TOKEN = 'a token of the mail server, 32 characters'.replaceAll(' ', '-');
let api: TestApi;
let staff = '';
beforeAll(async () => {
  api = await createTestApi({ MAIL_EVENTS_TOKEN: TOKEN });
  staff = await api.signIn(await api.aStaffUser());
});
afterAll(() => api.close());

let serial = 0;
/** A message that our mail server took on. */
async function aSentMail(to = `reader-${(serial += 1)}@example.com`) {
  const [row] = await api.db
    .insert(emails)
    .values({ key: crypto.randomUUID(), kind: 'match', to, data: {}, state: 'sent', sentAt: new Date() })
    .returning({ id: emails.id, to: emails.to });
  return row!;
}
const hand = (body: string, token = TOKEN, type = 'message/rfc822') =>
  api.ask('/mail/events', {
    method: 'POST',
    body,
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
  });
const report = async (name: string, mail: { id: string; to: string }) => {
  const { status, body } = await hand(aReport(name, mail));
  expect(status).toBe(200);
  return MailReportResult.parse(body).outcome;
};
const suppressionOf = async ({ to }: { to: string }) => {
  const [row] = await api.db.select().from(suppressedAddresses).where(eq(suppressedAddresses.address, to));
  return row?.reason;
};
const heardOf = async ({ id }: { id: string }) => {
  const rows = await api.db
    .select()
    .from(emailAttempts)
    .where(eq(emailAttempts.emailId, id))
    .orderBy(asc(emailAttempts.id));
  return rows.map(({ result, reply }) => `${result}: ${reply ?? ''}`);
};
const stateOf = async ({ id }: { id: string }) => {
  const [row] = await api.db.select({ state: emails.state, error: emails.error }).from(emails).where(eq(emails.id, id));
  return row;
};

describe('a report by mail', () => {
  it.each([
    ['unknown-user', 'bounced', 'hard_bounce', '5.1.1'],
    ['whole-message', 'bounced', 'hard_bounce', '5.2.1'],
    ['by-envelope-id', 'bounced', 'hard_bounce', '5.1.2'],
    ['soft', 'bounced', undefined, '4.2.2'],
    ['refused-by-policy', 'bounced', undefined, '5.7.1'],
    ['delayed', 'delayed', undefined, '4.4.1'],
    ['complaint', 'complained', 'complaint', 'abuse, told by mail.example.com'],
    ['complaint-headers', 'complained', 'complaint', 'abuse'],
  ])('%s: %s, which leads to %s', async (name, outcome, reason, said) => {
    const mail = await aSentMail();
    expect(await report(name, mail)).toBe(outcome);
    expect(await suppressionOf(mail)).toBe(reason);
    expect(await heardOf(mail)).toEqual([expect.stringContaining(`${outcome}: ${said}`)]);
    expect((await stateOf(mail))?.state).toBe(outcome === 'bounced' ? 'failed' : 'sent');
    // A mail server may well hand it over twice.
    expect(await report(name, mail)).toBe(outcome);
    expect(await heardOf(mail)).toHaveLength(1);
  });

  it.each(['not-spam', 'forged', 'out-of-office'])('%s changes nothing', async (name) => {
    const mail = await aSentMail();
    expect(['ignored', 'unknown']).toContain(await report(name, mail));
    expect(await suppressionOf(mail)).toBeUndefined();
    expect(await heardOf(mail)).toEqual([]);
    expect(await stateOf(mail)).toEqual({ state: 'sent', error: null });
  });

  it('about mail we never wrote, and garbage, are answered and change nothing', async () => {
    const before = await api.db.$count(suppressedAddresses);
    const stranger = { id: crypto.randomUUID(), to: 'reader-1@example.com' };
    expect(await report('unknown-user', stranger)).toBe('unknown');
    for (const garbage of ['', 'no mail at all', '\r\n\r\n', 'Content-Type: multipart/report; boundary="x"\r\n\r\n--x'])
      expect((await hand(garbage)).body).toEqual({ outcome: 'unknown', emailIds: [] });
    expect(await api.db.$count(suppressedAddresses)).toBe(before);
  });

  it('that is huge is read while it fits, and refused when it does not', async () => {
    const mail = await aSentMail();
    const padding = 'All work and no play makes a long mail.\r\n'.repeat(20_000);
    const long = aReport('whole-message', mail).replace('Hello Fay', padding);
    expect((await hand(long)).body).toMatchObject({ outcome: 'bounced' });
    expect(await suppressionOf(mail)).toBe('hard_bounce');
    expect((await hand(padding.repeat(2))).status).toBe(413);
  });

  it('of a bounce outweighs a complaint, and not the other way round', async () => {
    const mail = await aSentMail();
    await report('complaint', mail);
    await report('unknown-user', mail);
    expect(await suppressionOf(mail)).toBe('hard_bounce');
    await report('complaint-headers', await aSentMail(mail.to));
    expect(await suppressionOf(mail)).toBe('hard_bounce');
  });

  it('is taken from our own mail server only, as a mail', async () => {
    const mail = await aSentMail();
    const body = aReport('unknown-user', mail);
    expect((await hand(body, 'guessed')).status).toBe(401);
    expect((await api.ask('/mail/events', { body, headers: { 'content-type': 'message/rfc822' } })).status).toBe(401);
    for (const type of ['application/json', 'text/plain', 'message/partial'])
      expect((await hand(body, TOKEN, type)).status).toBe(415);
    expect(await suppressionOf(mail)).toBeUndefined();
    const closed = await createTestApi();
    const { status } = await closed.ask('/mail/events', {
      body,
      headers: { 'content-type': 'message/rfc822', authorization: `Bearer ${TOKEN}` },
    });
    expect(status).toBe(404);
    await closed.close();
  });
});

describe('meansNoSuchAddress', () => {
  it('tells who is not there from what may work another time, or with other words', () => {
    const dead = ['5.0.0', '5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.0', '5.2.1', '5.4.4', '5.5.0'];
    const alive = [
      '4.1.1',
      '5.1.7',
      '5.1.8',
      '5.2.2',
      '5.2.3',
      '5.3.4',
      '5.4.6',
      '5.6.0',
      '5.7.1',
      '5.7.26',
      '',
      '550',
    ];
    expect([...dead, ...alive].filter(meansNoSuchAddress)).toEqual(dead);
  });
});

describe('addresses that take no mail', () => {
  it('are seen and let go by staff, with a reason that is kept', async () => {
    const mail = await aSentMail();
    await report('unknown-user', mail);
    const list = await api.ask(`/admin/suppressions?address=${mail.to.toUpperCase()}`, { token: staff });
    const [found] = list.body.items.map((item) => Suppression.parse(item));
    expect(found).toMatchObject({ address: mail.to, reason: 'hard_bounce', emailId: mail.id });
    const lift = `/admin/suppressions/${found!.id}/lift`;
    expect((await api.ask(lift, { body: { reason: ' ' }, token: staff })).status).toBe(422);
    const body = { reason: 'She wrote from there yesterday' };
    expect((await api.ask(lift, { body, token: staff })).status).toBe(204);
    expect((await api.ask(lift, { body, token: staff })).status).toBe(404);
    expect(await suppressionOf(mail)).toBeUndefined();
    const audit = await api.ask(`/admin/audit?subject=${found!.id}`, { token: staff });
    expect(audit.body.items[0]).toMatchObject({ action: 'address.lifted', details: { ...body, address: mail.to } });
    const ofMail = await api.ask(`/admin/audit?subject=${mail.id}`, { token: staff });
    expect(ofMail.body.items.map(({ action }) => action)).toEqual(['address.suppressed', 'email.bounced']);
  });

  it('are for staff', async () => {
    const member = await api.signIn(await api.aUser());
    const lift = `/admin/suppressions/${crypto.randomUUID()}/lift`;
    for (const [path, body] of [['/admin/suppressions'], [lift, { reason: 'x' }]] as const) {
      expect((await api.ask(path, { body })).status).toBe(401);
      expect((await api.ask(path, { body, token: member })).status).toBe(403);
    }
    expect((await api.ask('/admin/suppressions?address=nobody', { token: staff })).status).toBe(422);
  });

  it('are told to whoever they belong to', async () => {
    const user = await api.aUser();
    const token = await api.signIn(user);
    expect((await api.ask('/me/suppression')).status).toBe(401);
    expect((await api.ask('/me/suppression', { token })).body).toEqual({ suppression: null });
    await report('complaint', await aSentMail(user.email));
    expect((await api.ask('/me/suppression', { token })).body).toMatchObject({ suppression: { reason: 'complaint' } });
  });
});
