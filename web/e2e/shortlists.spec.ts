// Keeping and comparing: several ticked in a search, put on a shortlist, noted, compared, taken off; with and without scripts.
import type { Page } from '@playwright/test';
import { aMember } from './support/people.ts';
import { test } from './support/library.ts';
import { checkPage } from './support/page-check.ts';
import { comeSignedIn, heading, hydrated } from './support/pages.ts';
import { expect } from './support/test.ts';

const tick = (page: Page, number: number) =>
  page.getByRole('checkbox', { name: new RegExp(`^Tick to compare or keep .* number ${number}$`) });

test('what is ticked in a search is compared, and kept on a shortlist with notes', async ({
  page,
  library,
  scripted,
}) => {
  const member = await aMember('commissioner');
  await comeSignedIn(page, member);
  await page.goto(`/listings?q=${library.word}&sort=amount`);
  await hydrated(page, scripted);
  for (const number of [24, 23, 22]) await tick(page, number).check();
  await page.getByRole('button', { name: 'Add the ticked ones to it' }).click();
  await expect(page.getByText('Added to Shortlist')).toBeVisible();
  await page.getByRole('link', { name: 'Shortlist', exact: true }).click();
  await expect(heading(page, 'Shortlist')).toBeVisible();
  await expect(page.getByText('3 innovations. Seen by members')).toBeVisible();
  await hydrated(page, scripted);

  await page
    .getByText(/^Note and tags/)
    .first()
    .click();
  const note = page.getByRole('form', { name: /^Note and tags of .* number/ }).first();
  await note.getByLabel('Note').fill('Ask for the evaluation');
  await note.getByLabel('Tags, parted by commas').fill('autumn, sight loss');
  await note.getByRole('button', { name: 'Save the note' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('paragraph').filter({ hasText: 'Ask for the evaluation' })).toBeVisible();
  await expect(page.getByRole('list', { name: /^Tags of/ })).toContainText('sight loss');
  if (scripted) await checkPage(page);
  const file = await page.request.get(`${page.url().split('?')[0]!}/csv`);
  expect(await file.text()).toContain('Ask for the evaluation,"autumn, sight loss"');

  await page.getByRole('checkbox', { name: /number 24$/ }).check();
  await page.getByRole('checkbox', { name: /number 23$/ }).check();
  await page.getByRole('button', { name: 'Compare the ticked ones' }).click();
  await expect(heading(page, 'Compare innovations')).toBeVisible();
  await expect(page.getByRole('columnheader')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /^Evidence/ }).getByRole('rowheader')).toContainText('differs');
  await expect(page.getByRole('row', { name: /^Summary/ }).getByRole('rowheader')).toContainText('the same');
  if (scripted) await checkPage(page);
  await page.getByRole('link', { name: /^Remove .* number 24$/ }).click();
  await expect(page.getByRole('columnheader')).toHaveCount(1);
  await page.getByLabel('Words to find an innovation by').fill(`${library.word} 22`);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('list', { name: 'Found' }).getByRole('link').first().click();
  await expect(page.getByRole('columnheader')).toHaveCount(2);

  await page.goto('/shortlists');
  await page.getByRole('link', { name: 'Shortlist', exact: true }).click();
  await hydrated(page, scripted);
  await page.getByRole('button', { name: /^Take off .* number 22$/ }).click();
  await expect(page.getByText('2 innovations. Seen by members')).toBeVisible();
});

test('the map, the local authority and the counts say the same in words', async ({ page, library, scripted }) => {
  await page.goto(`/listings?q=${library.word}`);
  await hydrated(page, scripted);
  await page.getByRole('link', { name: 'List and map' }).click();
  const map = page.getByRole('group', { name: 'Map of the regions and nations' });
  await expect(map.getByRole('link')).toHaveCount(12);
  if (scripted) await checkPage(page);
  const region = map.getByRole('link', { name: 'North East: 12 innovations' });
  await region.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').locator('strong').first()).toHaveText('12 innovations');
  await expect(map.getByRole('link', { name: 'North East: 12 innovations, chosen' })).toBeVisible();
  await expect(page.getByRole('row', { name: /North West/ })).toContainText('12');
  await page.getByRole('link', { name: 'Clear all filters' }).click();

  await page.locator('summary', { hasText: 'Local authority' }).click();
  await page.getByLabel('Find by name').fill('gateshead');
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect(page.getByRole('link', { name: 'Remove Gateshead' })).toBeVisible();
  await page.getByLabel('Find by name').fill('newcastle');
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect(page.getByText('have “newcastle” in their names')).toBeVisible();
});

test('suggestions while typing: a combobox with scripts, a plain field without', async ({
  page,
  library,
  scripted,
}) => {
  await page.goto('/listings');
  await hydrated(page, scripted);
  if (!scripted) {
    await expect(page.getByRole('searchbox', { name: 'Search innovations' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Search innovations' })).toHaveCount(0);
    return;
  }
  const field = page.getByRole('combobox', { name: 'Search innovations' });
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.pressSequentially(library.word.slice(0, 5));
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText(/^\d suggestions?, use the arrow keys$/)).toBeAttached();
  await checkPage(page);
  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id'))!);
  await field.press('ArrowUp');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await field.press('Escape');
  await expect(options.first()).toBeHidden();
  await expect(field).toHaveValue(library.word.slice(0, 5));
  await field.press('Enter');
  await expect(page).toHaveURL(/q=/);
});

test('unmet demand explains how it is counted', async ({ page, scripted }) => {
  await page.goto('/unmet-demand');
  await expect(heading(page, 'Unmet demand')).toBeVisible();
  await expect(page.getByText('We count searches, not people.')).toBeVisible();
  if (scripted) await checkPage(page);
});
