// What the exchange team does: the review queue, verifying organisations, the mail log.
import { aListing, aSubmitted } from './support/content.ts';
import { call } from './support/exchange.ts';
import { aCharityNumber } from './support/made-up.ts';
import { comeSignedIn, heading, problems, signIn } from './support/pages.ts';
import { aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';
import type { Organisation } from '@exchange/contracts';

test('the review queue shows what waits, with what a decision needs', async ({ page }) => {
  const owner = await aMember('innovator');
  const listing = await aSubmitted(owner, aListing());
  await signIn(page, staff);
  await page.getByText('account menu').locator('xpath=ancestor::summary').click();
  await page.getByRole('link', { name: 'Staff: review' }).click();
  await expect(heading(page, 'Review')).toBeVisible();
  const item = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: listing.title! }) });
  await expect(item.getByText('not verified')).toBeVisible();
  await expect(item.getByText(owner.organisation.name)).toBeVisible();
  await item.getByRole('link', { name: listing.title! }).click();
  await expect(heading(page, listing.title!)).toBeVisible();
  await expect(page.getByText(listing.summary!)).toBeVisible();

  await page.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(problems(page).getByRole('link', { name: 'Say what should change' })).toBeVisible();
  await page.getByLabel('What should change').fill('x'.repeat(4001));
  await page.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(problems(page)).toContainText('Your note must be 4,000 characters or fewer');
  await expect(page.getByLabel('What should change')).toHaveValue('x'.repeat(4001));
  await page.getByLabel('What should change').fill('Name the towns.');
  await page.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(page.getByText('Sent back.')).toBeVisible();
  await expect(page.getByRole('link', { name: listing.title! })).toHaveCount(0);
});

test('verifying an organisation shows on its profile', async ({ page }) => {
  const { organisation } = await aMember('innovator', { identifiers: [{ scheme: 'GB-CHC', id: aCharityNumber() }] });
  await comeSignedIn(page, staff);
  await page.goto('/staff/organisations');
  const verify = page.getByRole('button', { name: `Verify ${organisation.name}` });
  while ((await verify.count()) === 0) {
    const more = await page.getByRole('link', { name: 'More organisations' }).getAttribute('href');
    await page.goto(`/staff/organisations${more!}`);
  }
  await verify.click();
  await expect(page.getByText('Verified.', { exact: true })).toBeVisible();
  expect((await call<Organisation>('GET', `/organisations/${organisation.slug}`)).verified).toBe(true);
  await page.goto(`/organisations/${organisation.slug}`);
  await expect(heading(page, organisation.name)).toBeVisible();
  await expect(
    page
      .getByRole('main')
      .getByText(/verified/)
      .first(),
  ).toBeVisible();
});
