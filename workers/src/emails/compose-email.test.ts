// What goes into a message is read when it is sent: what is no longer so is not told, and secrets do not stay behind.
import { emails } from '@exchange/db/emails/tables';
import { anOrganisation, aPublishedListing, aUser } from '@exchange/db/fixtures';
import { anInterest } from '@exchange/db/interests/fixtures';
import { interestAlerts } from '@exchange/db/interests/tables';
import { updateListingState } from '@exchange/db/listings/queries';
import { matchListing } from '@exchange/db/matching/match-listing';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendEmails } from './send-emails.ts';
import { openPostOffice, type PostOffice } from './testing.ts';

let office: PostOffice;
beforeEach(async () => {
  office = await openPostOffice();
});
afterEach(() => office.close());

describe('secrets', () => {
  const secret = 'a-token-nobody-may-read';
  const verify = { kind: 'verify_email', data: { name: 'Ida', token: secret } } as const;

  it('are gone once the server has the message', async () => {
    const id = await office.ask(verify);
    await sendEmails([id], office.parts());
    expect(office.server.received[0]!.text).toContain(secret);
    expect(await office.rowOf(id)).toMatchObject({ state: 'sent', subject: 'Confirm your email address', data: {} });
    expect(JSON.stringify(await office.rowOf(id))).not.toContain(secret);
  });
  it('are gone when it is given up', async () => {
    const id = await office.ask(verify);
    office.server.onRecipient = () => ({ code: 550, text: 'no such person' });
    await sendEmails([id], office.parts());
    expect(JSON.stringify(await office.rowOf(id))).not.toContain(secret);
  });
  it('stay readable where mail is kept', async () => {
    const id = await office.ask(verify);
    await sendEmails([id], office.parts({ transport: undefined }));
    const row = await office.rowOf(id);
    expect(row).toMatchObject({ state: 'kept', subject: 'Confirm your email address' });
    expect(row.text).toContain(secret);
    expect(row.html).toContain(secret);
    expect(row.headers).toMatchObject({
      From: 'The Exchange <hello@exchange.example.org>',
      'Message-ID': `<${id}@exchange.example.org>`,
    });
  });
});

describe('mail about matches', () => {
  /** A published listing that fits an interest, and the row that tells of it. */
  async function aMatchMail() {
    const { db } = office.database;
    const user = await aUser(db);
    const funder = await anOrganisation(db, { roles: ['funder'], members: [{ user, role: 'viewer' }] });
    const interestId = await anInterest(db, { organisationId: funder.id, userId: user.id, name: 'All of it' });
    const listing = await aPublishedListing(db);
    await matchListing(db, listing.id, new Date());
    const [row] = await db.select({ id: emails.id }).from(emails).where(eq(emails.userId, user.id));
    return { id: row!.id, user, interestId, listing };
  }

  it('is sent with the ways to stop it, the text that reads well, and kept without its HTML', async () => {
    const { id, user, listing } = await aMatchMail();
    await sendEmails([id], office.parts());
    const [mail] = office.server.received;
    expect(mail!.to).toMatchObject({ value: [{ address: user.email }] });
    expect(mail!.subject).toBe(`${listing.title!} fits ‘All of it’`);
    expect(mail!.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringContaining('/api/v1/unsubscribe?token=') as string },
    });
    expect(await office.rowOf(id)).toMatchObject({ state: 'sent', html: null });
  });

  it('is cancelled when the listing was taken down meanwhile', async () => {
    const { id, listing } = await aMatchMail();
    await updateListingState(office.database.db, listing.id, { state: 'paused' });
    await sendEmails([id], office.parts());
    expect(await office.rowOf(id)).toMatchObject({ state: 'cancelled' });
    expect(office.server.received).toEqual([]);
  });

  it('is cancelled when the alert was switched off meanwhile', async () => {
    const { id, interestId } = await aMatchMail();
    await office.database.db
      .update(interestAlerts)
      .set({ frequency: 'off' })
      .where(eq(interestAlerts.interestId, interestId));
    await sendEmails([id], office.parts());
    expect(await office.rowOf(id)).toMatchObject({ state: 'cancelled' });
    expect(office.outcomes).toEqual(['cancelled']);
  });
});

describe('mail to a listing’s writer', () => {
  it('tells of publishing and of changes asked for, and is cancelled for who has left', async () => {
    const { db } = office.database;
    const [writer, stranger] = [await aUser(db), await aUser(db)];
    const charity = await anOrganisation(db, { members: [{ user: writer, role: 'owner' }] });
    const listing = await aPublishedListing(db, { organisationId: charity.id, title: 'One team' });
    const data = { listingId: listing.id };
    const ids = [
      await office.ask({ kind: 'listing_published', to: writer.email, userId: writer.id, data }),
      await office.ask({
        kind: 'changes_requested',
        to: writer.email,
        userId: writer.id,
        data: { ...data, note: 'How many?' },
      }),
      await office.ask({ kind: 'listing_published', to: stranger.email, userId: stranger.id, data }),
    ];
    await sendEmails(ids, office.parts());
    expect(office.server.received.map(({ subject }) => subject).sort()).toEqual([
      'Changes asked for: One team',
      'Published: One team',
    ]);
    expect((await Promise.all(ids.map(office.rowOf))).map(({ state }) => state)).toEqual(['sent', 'sent', 'cancelled']);
  });
});
