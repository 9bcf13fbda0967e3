// The words of searches: suggestions as a combobox by its roles and names, and the synonyms that staff add. With axe.
import { staff as staffAccount } from './start-exchange.ts';
import { test } from './support/library.ts';
import { violations } from './support/page-check.ts';
import { hydrated } from './support/pages.ts';
import { expect } from './support/test.ts';

test('suggestions are a combobox on both pages, and a plain field without scripts', async ({
  page,
  library,
  scripted,
}) => {
  for (const path of ['/', '/listings']) {
    await page.goto(path);
    await hydrated(page, scripted);
    if (!scripted) {
      await expect(page.getByRole('combobox')).toHaveCount(0);
      await page.getByRole('searchbox', { name: 'Search innovations' }).fill(library.word);
      await page.getByRole('search').getByRole('button').click();
      await expect(page.getByRole('status')).toContainText('24 innovations');
      continue;
    }
    const field = page.getByRole('combobox', { name: 'Search innovations' });
    await expect(field).toHaveAttribute('aria-expanded', 'false');
    await field.pressSequentially(library.word);
    const list = page.getByRole('listbox', { name: 'Suggestions' });
    await expect(list).toBeVisible();
    await expect(field).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByText(/\d suggestions?, use the arrow keys/)).toBeAttached();
    await field.press('ArrowDown');
    const chosen = list.getByRole('option', { selected: true });
    await expect(chosen).toHaveCount(1);
    await expect(field).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? 'none');
    expect(await violations(page)).toEqual([]);
    await field.press('Escape');
    await expect(list).toBeHidden();
    await expect(field).toHaveValue(library.word);
  }
});

test('staff add a pair of synonyms and take it away', async ({ page, scripted }) => {
  await page.goto('/login?next=/staff/synonyms');
  await page.getByLabel('Email address').fill(staffAccount.email);
  await page.getByLabel('Password', { exact: true }).fill(staffAccount.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await hydrated(page, scripted);
  await page.getByRole('button', { name: 'Add this pair' }).click();
  await expect(page.getByRole('alert')).toContainText('What people type must be 2 characters or more');
  const from = scripted ? 'warm hubs' : 'soup runs';
  await page.getByLabel('What people type').fill(from);
  await page.getByLabel('What it also means').fill('community meals');
  await page.getByRole('radio', { name: /^One way/ }).check();
  await page.getByRole('button', { name: 'Add this pair' }).click();
  await expect(page.getByText('Added. Searches heed it within a minute.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: from })).toContainText('one way to');
  if (scripted) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `Take away ${from}` }).click();
  await expect(page.getByText('Taken away.', { exact: false })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: from })).toHaveCount(0);
});
