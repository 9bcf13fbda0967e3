// An organisation that is verified, or no longer is, fits other interests than before.
import { emails } from '@exchange/db/emails/tables';
import { anOrganisation, aPublishedListing } from '@exchange/db/fixtures';
import { aFunder } from '@exchange/db/interests/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import { matches } from '@exchange/db/matching/tables';
import { updateOrganisation } from '@exchange/db/organisations/queries';
import { and, eq, isNull } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { followOrganisation } from './follow-organisation.ts';
import { ownIndex } from '../testing-index.ts';

const { db, index } = await ownIndex();

it('is matched again, and only those whom it fits anew are told', async () => {
  const [picky, open] = [await aFunder(db), await aFunder(db)];
  const [verifiedOnly, anything] = [await picky.want({ verifiedOnly: true }), await open.want()];
  const { id: organisationId } = await anOrganisation(db);
  const { id } = await aPublishedListing(db, { organisationId });
  const now = new Date();
  const fits = async (interestId: string) =>
    db.$count(matches, and(eq(matches.listingId, id), eq(matches.interestId, interestId), isNull(matches.endedAt)));
  const mailed = async (email: string) => db.$count(emails, eq(emails.to, email));
  await matchListing(db, id, now);
  expect([await fits(verifiedOnly), await fits(anything)]).toEqual([0, 1]);

  await updateOrganisation(db, organisationId, { verifiedAt: now });
  for (let time = 1; time <= 2; time += 1) await followOrganisation(db, index, organisationId, now);
  expect([await fits(verifiedOnly), await fits(anything)]).toEqual([1, 1]);
  expect([await mailed(picky.user.email), await mailed(open.user.email)]).toEqual([1, 1]);

  await updateOrganisation(db, organisationId, { verifiedAt: null });
  await followOrganisation(db, index, organisationId, now);
  expect([await fits(verifiedOnly), await fits(anything)]).toEqual([0, 1]);
  expect(await mailed(picky.user.email)).toBe(1);
});

it('with several listings brings one message, which waits for all of them', async () => {
  const { user, want } = await aFunder(db);
  await want({ verifiedOnly: true });
  const { id: organisationId } = await anOrganisation(db);
  for (let n = 0; n < 3; n += 1) await aPublishedListing(db, { organisationId });
  await updateOrganisation(db, organisationId, { verifiedAt: new Date() });
  await followOrganisation(db, index, organisationId, new Date(), 10);
  const [mail, ...others] = await db.select().from(emails).where(eq(emails.to, user.email));
  expect(others).toEqual([]);
  expect(mail!.notBefore.getTime() - mail!.createdAt.getTime()).toBe(10_000);
});
