// Reports out of a mailbox, from a real IMAP server in process: each is taken in once, and marked as read only after that.
import { aReport } from '@exchange/db/emails/fixtures';
import { emails } from '@exchange/db/emails/tables';
import { emailAttempts, suppressedAddresses } from '@exchange/db/emails/tables-delivery';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { startMailbox, type TestMailbox } from '../testing-mailbox.ts';
import { fetchReports, toReportsMailbox } from './fetch-reports.ts';

const login = { user: 'reports@example.org', password: 'p@ss/word' };
const stops: (() => Promise<void>)[] = [];
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => database.drop());

let serial = 0;
async function aSentMail() {
  const to = `reader-${String((serial += 1))}@example.com`;
  const [row] = await database.db
    .insert(emails)
    .values({ key: uuidv7(), kind: 'match', to, data: {}, state: 'sent', sentAt: new Date() })
    .returning({ id: emails.id, to: emails.to });
  return row!;
}
async function aMailbox(...messages: { raw: string; flags?: string[] }[]): Promise<TestMailbox> {
  const mailbox = await startMailbox(messages, login);
  stops.push(mailbox.stop);
  return mailbox;
}
const fetchFrom = ({ url }: { url: string }) => fetchReports(database.db, toReportsMailbox(url));
const heardOf = async ({ id }: { id: string }) => {
  const rows = await database.db.select().from(emailAttempts).where(eq(emailAttempts.emailId, id));
  return rows.map(({ result }) => result);
};
const reasonFor = async ({ to }: { to: string }) => {
  const [row] = await database.db.select().from(suppressedAddresses).where(eq(suppressedAddresses.address, to));
  return row?.reason;
};

it('takes in what is unread: bounces and complaints, whatever else lies there, and nothing too large', async () => {
  const [bounced, complained, read, large] = [
    await aSentMail(),
    await aSentMail(),
    await aSentMail(),
    await aSentMail(),
  ];
  const letter = 'From: ida@example.org\r\nSubject: Hello\r\n\r\nWhen are you open?\r\n';
  const padding = 'All work and no play makes a long mail.\r\n'.repeat(30_000);
  const mailbox = await aMailbox(
    { raw: aReport('unknown-user', bounced) },
    { raw: letter },
    { raw: aReport('complaint', complained) },
    { raw: aReport('unknown-user', large) + padding },
    { raw: aReport('unknown-user', read), flags: ['\\Seen'] },
  );
  expect(await fetchFrom(mailbox)).toEqual({ taken: 2, unknown: 1, tooLarge: 1 });
  expect([await reasonFor(bounced), await reasonFor(complained)]).toEqual(['hard_bounce', 'complaint']);
  expect([await heardOf(bounced), await heardOf(complained)]).toEqual([['bounced'], ['complained']]);
  expect([await heardOf(large), await heardOf(read)]).toEqual([[], []]);
  expect(mailbox.unread()).toEqual([]);
  expect(await fetchFrom(mailbox)).toEqual({ taken: 0, unknown: 0, tooLarge: 0 });
});

it('leaves unread what the database did not take, and takes it in once it is back', async () => {
  const mail = await aSentMail();
  const mailbox = await aMailbox({ raw: aReport('unknown-user', mail) });
  await database.db.execute(sql`alter table email_attempts rename to email_attempts_away`);
  await expect(fetchFrom(mailbox)).rejects.toThrow('Failed query');
  expect(mailbox.unread()).toHaveLength(1);
  await database.db.execute(sql`alter table email_attempts_away rename to email_attempts`);
  expect(await fetchFrom(mailbox)).toMatchObject({ taken: 1 });
  expect(await heardOf(mail)).toEqual(['bounced']);
  expect(mailbox.unread()).toEqual([]);
});

it('hears a report once though the line is cut between writing it down and marking it', async () => {
  const mail = await aSentMail();
  const mailbox = await aMailbox({ raw: aReport('unknown-user', mail) });
  mailbox.cutOnMarking(true);
  await expect(fetchFrom(mailbox)).rejects.toThrow('The mailbox of reports (INBOX at 127.0.0.1) cannot be read');
  expect([await heardOf(mail), mailbox.unread().length]).toEqual([['bounced'], 1]);
  mailbox.cutOnMarking(false);
  expect(await fetchFrom(mailbox)).toMatchObject({ taken: 1 });
  expect([await heardOf(mail), mailbox.unread().length]).toEqual([['bounced'], 0]);
});

it('says what is wrong without the password', async () => {
  const { url } = await aMailbox();
  const failure = (address: string) =>
    fetchFrom({ url: address }).catch((error: unknown) => String(error) + JSON.stringify(error));
  for (const wrong of [url.replace('word', 'words'), url.replace('INBOX', 'NOWHERE')]) {
    expect(await failure(wrong)).toContain('cannot be read: ');
    expect(await failure(wrong)).not.toMatch(/p(@|%40)ss/);
  }
});

it('is told where by one address, and does nothing without', async () => {
  expect(toReportsMailbox('imaps://a%40b.example:p%2F1@mail.example.org')).toEqual({
    ...{ host: 'mail.example.org', port: 993, secure: true, user: 'a@b.example', password: 'p/1', folder: 'INBOX' },
  });
  expect(toReportsMailbox('imap://u:p@h:1143/Mail%20reports')).toMatchObject({ port: 1143, folder: 'Mail reports' });
  expect(await fetchReports(database.db, undefined)).toEqual({ taken: 0, unknown: 0, tooLarge: 0 });
  const refused = (url: string) => () => readConfig({ DATABASE_URL: 'postgres://u:p@h/d', MAIL_REPORTS_IMAP_URL: url });
  expect(refused('imaps://mail.example.org')).toThrow('MAIL_REPORTS_IMAP_URL must name a user and a password');
  expect(refused('pop3://u:p@mail.example.org')).toThrow('MAIL_REPORTS_IMAP_URL must be an address like imaps://');
});
