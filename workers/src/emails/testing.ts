// A database, a mail server and everything between them, for tests of sending.
import { requestEmail, type EmailRequest } from '@exchange/db/emails/queries';
import { emails } from '@exchange/db/emails/tables';
import { mailBuckets, suppressedAddresses } from '@exchange/db/emails/tables-delivery';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq, inArray, sql } from 'drizzle-orm';
import { parseFrom } from '../mail/message.ts';
import { createRenderer } from '../mail/render.ts';
import { openThreadedTransport } from '../mail/threaded-transport.ts';
import type { MailTransport } from '../mail/transport.ts';
import { startMailServer, type TestMailServer } from '../testing.ts';
import { createPrepare } from './compose-email.ts';
import { createAdmit } from './limit-rate.ts';
import { createRecorder } from './record-sent.ts';
import { type Outcome, type SendingParts } from './send-emails.ts';

export interface PostOffice {
  database: TestDatabase;
  server: TestMailServer;
  transport: MailTransport;
  /** What became of each message, in order. */
  outcomes: Outcome[];
  /** What sendEmails works with; two calls are two workers. */
  parts: (changes?: Partial<SendingParts>) => SendingParts;
  /** Asks for a message, as the api does. @returns its id */
  ask: (changes?: Partial<EmailRequest>) => Promise<string>;
  rowOf: (id: string) => Promise<typeof emails.$inferSelect>;
  /** As if the time of the next attempt had come. */
  makeDue: (...ids: string[]) => Promise<unknown>;
  /** As new: no mail, no addresses that take none, a server that welcomes everybody. Far quicker than another office. */
  reset: () => Promise<void>;
  close: () => Promise<void>;
}

const places = { webUrl: 'http://localhost:3000', apiUrl: 'http://localhost:4000' };

async function clear({ db }: TestDatabase, server: TestMailServer, outcomes: Outcome[]): Promise<void> {
  for (const table of [emails, suppressedAddresses, mailBuckets]) await db.delete(table);
  for (const list of [server.received, server.sources, outcomes]) list.splice(0);
  server.onRecipient = () => undefined;
  server.onMessage = () => undefined;
  server.thanks = undefined;
}

export async function openPostOffice(): Promise<PostOffice> {
  const database = await createTestDatabase();
  const { db } = database;
  const server = await startMailServer();
  const transport = openThreadedTransport(server.url);
  const outcomes: Outcome[] = [];
  let serial = 0;
  return {
    database,
    server,
    transport,
    outcomes,
    parts: (changes = {}) => ({
      db,
      transport,
      prepare: createPrepare(db, places),
      render: createRenderer(places).render,
      record: createRecorder(db),
      from: parseFrom('The Exchange <hello@exchange.example.org>'),
      admit: createAdmit(db, { overall: undefined, perDomain: undefined }, () => new Date()),
      later: async () => undefined,
      leaseSeconds: 2,
      worker: 'tests:1',
      now: () => new Date(),
      stopping: new AbortController().signal,
      onOutcome: (outcome) => void outcomes.push(outcome),
      ...changes,
    }),
    ask: async (changes = {}) => {
      serial += 1;
      const key = `known:${String(serial)}`;
      const to = `person-${String(serial)}@example.org`;
      const id = await requestEmail(db, { key, kind: 'already_registered', to, data: { name: 'Ida' }, ...changes });
      if (id === undefined) throw new Error(`${key} was asked for before`);
      return id;
    },
    rowOf: async (id) => {
      const [row] = await db.select().from(emails).where(eq(emails.id, id));
      if (!row) throw new Error(`there is no message ${id}`);
      return row;
    },
    makeDue: (...ids) =>
      db
        .update(emails)
        .set({ notBefore: sql`now()` })
        .where(inArray(emails.id, ids)),
    reset: () => clear(database, server, outcomes),
    close: async () => {
      await transport.close();
      await server.stop();
      await database.drop();
    },
  };
}
