// What the exchange offers people on its pages: joining an organisation by its notification, and interests that they may put aside.
import type { Shortlist } from '@exchange/contracts';
import { aPublished } from './support/content.ts';
import { call } from './support/exchange.ts';
import { checkPage, withoutScripts } from './support/page-check.ts';
import { comeSignedIn, heading } from './support/pages.ts';
import { aMember, aPerson } from './support/people.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: true });
test.beforeEach(async ({ page, scripted }) => {
  if (!scripted) await withoutScripts(page);
});

test('somebody with an account joins by the notification, without the mail', async ({ page }) => {
  const owner = await aMember('innovator');
  const { slug, name } = owner.organisation;
  const person = await aPerson('newcomer');
  const body = { email: person.email, role: 'editor' };
  await call('POST', `/organisations/${slug}/invitations`, { token: owner.token, body });
  await comeSignedIn(page, person);
  await page.goto('/notifications');
  await page.getByRole('link', { name: `You are asked to join ${name}` }).click();
  await expect(heading(page, `Join ${name}`)).toBeVisible();
  await checkPage(page);
  await page.getByRole('button', { name: `Join ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`/organisations/${slug}/members`));
  await page.goto('/notifications');
  await page.getByRole('link', { name: `You are asked to join ${name}` }).click();
  await expect(heading(page, 'This invitation has been used')).toBeVisible();
});

test('a suggested interest is put aside', async ({ page }) => {
  const charity = await aMember('innovator');
  const funder = await aMember('funder');
  const { token, organisation } = funder;
  const list = { organisationId: organisation.id, name: 'To look at' };
  const { id } = await call<Shortlist>('POST', '/shortlists', { token, body: list });
  for (let n = 0; n < 3; n += 1) {
    const { id: listingId } = await aPublished(charity);
    await call('POST', `/shortlists/${id}/items`, { token, body: { listingId } });
  }
  await comeSignedIn(page, funder);
  await page.goto('/interests');
  const suggestion = page.getByText('You shortlisted 3 innovations in health and social care in the North East');
  await expect(suggestion.first()).toBeVisible();
  await checkPage(page);
  await page.getByRole('button', { name: /^Not now/ }).click();
  await expect(page.getByText('Put aside. We ask again')).toBeVisible();
  await expect(suggestion).toHaveCount(0);
});
