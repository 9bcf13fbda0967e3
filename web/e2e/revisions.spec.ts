// Changing a page that stands: revisions with their review, sections that save themselves, and two people at one section.
import { aDraft, aListing, aPublished } from './support/content.ts';
import { call } from './support/exchange.ts';
import { checkPage } from './support/page-check.ts';
import { comeSignedIn, field, heading, hydrated, problems } from './support/pages.ts';
import { aColleague, aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';
import type { Listing } from '@exchange/contracts';
import type { Page } from '@playwright/test';

/** Axe is a script itself, so pages are held to it in the project that has them. */
async function check(page: Page, scripted: boolean): Promise<void> {
  if (scripted) await checkPage(page);
}

test('the page stays until its change is reviewed, word by word', async ({ page, newVisitor, scripted }) => {
  const owner = await aMember('innovator');
  const listing = await aPublished(owner);
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${listing.id}/edit/about`);
  await hydrated(page, scripted);
  await field(page, 'Summary').fill('Volunteers bring what people want to their door and stay for a talk.');
  await page.getByRole('button', { name: 'Save and go back to the sections' }).click();
  await expect(page.getByText('Your changes are not public yet')).toBeVisible();
  await check(page, scripted);
  await page.getByRole('link', { name: 'See what changed, word by word' }).click();
  await expect(page.locator('del').filter({ hasText: 'need' })).toBeVisible();
  await check(page, scripted);

  const reader = await newVisitor();
  await reader.goto(`/listings/${listing.slug!}`);
  await expect(reader.getByText(listing.summary!).first()).toBeVisible();

  await page.goto(`/listings/${listing.id}/edit/check`);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await expect(page.getByText('Your changes are being reviewed')).toBeVisible();

  const team = await newVisitor();
  await comeSignedIn(team, staff);
  await team.goto(`/staff/review/${listing.id}`);
  await hydrated(team, scripted);
  await expect(team.locator('ins').filter({ hasText: 'want' })).toBeVisible();
  await team.getByRole('button', { name: 'I am reviewing this' }).click();
  await expect(team.getByText('You are reviewing it.')).toBeVisible();
  await team.getByLabel('Comment on', { exact: true }).selectOption({ label: 'Summary' });
  await team.getByLabel('Comment', { exact: true }).fill('Is it what they want, or what they need?');
  await team.getByRole('button', { name: 'Add the comment' }).click();
  await expect(team.getByText('Is it what they want, or what they need?')).toBeVisible();
  await check(team, scripted);
  await team.getByLabel('What should change').fill('See the comment.');
  await team.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(team.getByText('Sent back.')).toBeVisible();

  await page.goto(`/listings/${listing.id}/edit`);
  await hydrated(page, scripted);
  await page.locator('summary').filter({ hasText: 'the comment on Summary' }).click();
  await field(page, 'Your answer').fill('What they want: we ask them.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByText('What they want: we ask them.')).toBeVisible();
  await call('POST', `/listings/${listing.id}/submit`, { token: owner.token });

  await team.goto('/staff/review');
  await team.goto(`/staff/review/${listing.id}`);
  await hydrated(team, scripted);
  for (const box of await team.getByRole('checkbox').all()) await box.check();
  await team.getByRole('button', { name: 'Approve the change' }).click();
  await expect(team.getByText('Approved.')).toBeVisible();
  await check(team, scripted);
  await reader.goto(`/listings/${listing.slug!}?again`);
  await expect(reader.getByText('Volunteers bring what people want').first()).toBeVisible();
  await page.goto(`/listings/${listing.id}/history`);
  await expect(page.getByRole('link', { name: 'Revision 2' })).toBeVisible();
  await check(page, scripted);
});

test('two people at one section lose no word', async ({ page, newVisitor, scripted }) => {
  const owner = await aMember('innovator');
  const colleague = await aColleague(owner, 'editor');
  const listing = await aPublished(owner);
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${listing.id}/edit/how-it-works`);
  await hydrated(page, scripted);
  const other = await newVisitor();
  await comeSignedIn(other, colleague);
  await other.goto(`/listings/${listing.id}/edit/how-it-works`);
  await hydrated(other, scripted);

  await field(other, 'How it works').fill('Their way.');
  await field(other, 'The problem it answers').fill('Their problem.');
  await other.getByRole('button', { name: 'Save and go back to the sections' }).click();
  await expect(heading(other, listing.title!)).toBeVisible();

  await field(page, 'How it works').fill('My way.');
  await field(page, 'What is different about it').fill('My difference.');
  await page.getByRole('button', { name: 'Save and go back to the sections' }).click();
  await expect(problems(page)).toContainText('Somebody else changed this section');
  await expect(field(page, 'The problem it answers')).toHaveValue('Their problem.');
  await expect(field(page, 'What is different about it')).toHaveValue('My difference.');
  await check(page, scripted);
  await page
    .getByRole('group', { name: /How it works: whose words/ })
    .getByLabel('Theirs')
    .check();
  await page.getByRole('button', { name: 'Save what I chose' }).click();
  await page.waitForURL(/\/edit\/who-and-where/);
  const now = await call<Listing>('GET', `/listings/${listing.id}?content=pending`, { token: owner.token });
  expect([now.howItWorks, now.problem, now.whatIsDifferent]).toEqual([
    'Their way.',
    'Their problem.',
    'My difference.',
  ]);
});

test('a section saves itself while somebody types', async ({ page, scripted }) => {
  const owner = await aMember('innovator');
  const draft = await aDraft(owner, aListing());
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${draft.id}/edit/about`);
  await hydrated(page, scripted);
  await field(page, 'Title').fill('Typed and left');
  const read = () => call<Listing>('GET', `/listings/${draft.id}`, { token: owner.token });
  if (!scripted) {
    expect((await read()).title).toBe(draft.title);
    return;
  }
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  expect((await read()).title).toBe('Typed and left');
  await field(page, 'Title').fill('Typed and saved');
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await page.waitForURL(/\/edit\/how-it-works/);
  expect((await read()).title).toBe('Typed and saved');
});
