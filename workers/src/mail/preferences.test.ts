// What a person has switched off is not sent, and stands on their pages all the same; account mail is always sent.
import { notifications } from '@exchange/db/notifications/tables';
import { switchTopic } from '@exchange/db/notifications/queries';
import { anOrganisation, aPublishedListing, aUser } from '@exchange/db/fixtures';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendEmails } from '../emails/send-emails.ts';
import { openPostOffice, type PostOffice } from '../emails/testing.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());

it('leaves unsent what was switched off, by topic and person', async () => {
  const { db } = office.database;
  const [quiet, keen] = [await aUser(db), await aUser(db)];
  const members = [quiet, keen].map((user) => ({ user, role: 'owner' as const }));
  const charity = await anOrganisation(db, { members });
  const { id: listingId } = await aPublishedListing(db, { organisationId: charity.id, title: 'One team' });
  const tell = (user: typeof quiet, kind: 'listing_published' | 'changes_requested' | 'reset_password') =>
    office.ask({
      key: crypto.randomUUID(),
      kind,
      to: user.email,
      userId: user.id,
      data: { listingId, note: 'How many?', name: 'Ida', token: 't' },
    });
  const ids = [
    await tell(quiet, 'listing_published'),
    await tell(quiet, 'changes_requested'),
    await tell(quiet, 'reset_password'),
    await tell(keen, 'listing_published'),
  ];
  await switchTopic(db, quiet.id, 'listings', false);
  await sendEmails(ids, office.parts());
  expect((await Promise.all(ids.map(office.rowOf))).map(({ state }) => state)).toEqual([
    'cancelled',
    'sent',
    'sent',
    'sent',
  ]);
  expect((await office.rowOf(ids[0]!)).error).toContain('switched off');
  const noted = await db.select({ id: notifications.id }).from(notifications).where(eq(notifications.userId, quiet.id));
  expect(noted.map(({ id }) => id).sort()).toEqual([ids[0], ids[1]].sort());
});
