// Keys for an organisation's programs: an owner makes one, sees it once, a program uses it, and it is taken back.
import type { Listing } from '@exchange/contracts';
import { call } from './support/exchange.ts';
import { checkPage, withoutScripts } from './support/page-check.ts';
import { comeSignedIn, field, heading, problems } from './support/pages.ts';
import { aColleague, aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: true });
test.beforeEach(async ({ page, scripted }) => {
  if (!scripted) await withoutScripts(page);
});

test('an owner makes a key, a program lists with it, and it is taken back', async ({ page }) => {
  const owner = await aMember('innovator');
  const { id: organisationId, slug } = owner.organisation;
  await comeSignedIn(page, owner);
  await page.goto(`/organisations/${slug}/keys`);
  await expect(page.getByText('There is none yet')).toBeVisible();
  await page.getByRole('radio', { name: 'May read and write' }).check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(problems(page)).toContainText('What it is for must not be empty');
  await expect(page.getByRole('radio', { name: 'May read and write' })).toBeChecked();
  await field(page, 'What it is for').fill('Case system');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(page.getByText('Copy it now')).toBeVisible();
  await checkPage(page);
  const key = (await page.getByText(/^ixk_[\w-]{43}$/).textContent()) ?? '';
  const draft = { organisationId, title: 'Listed by a program' };
  const { id } = await call<Listing>('POST', '/listings', { token: key, body: draft });
  await page.goto(`/organisations/${slug}/keys`);
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByText('last used today')).toBeVisible();
  await page.getByRole('button', { name: 'Take it back Case system' }).click();
  await expect(page.getByText('The key does not work any more')).toBeVisible();
  await expect(call('GET', `/listings/${id}`, { token: key })).rejects.toThrow('401');
});

test('an editor finds no keys', async ({ page }) => {
  const owner = await aMember('innovator');
  const { slug } = owner.organisation;
  await comeSignedIn(page, await aColleague(owner, 'editor'));
  await page.goto(`/organisations/${slug}/members`);
  await expect(page.getByRole('link', { name: 'Keys' })).toHaveCount(0);
  await page.goto(`/organisations/${slug}/keys`);
  await expect(heading(page, /may not|not allowed|cannot|not for you/i)).toBeVisible();
});
