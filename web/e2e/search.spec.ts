// Searching: filters and their counts, chips, orders, pages, and searches that find nothing or mean harm.
import type { Page } from '@playwright/test';
import { test } from './support/library.ts';
import { heading, hydrated, problems } from './support/pages.ts';
import { expect } from './support/test.ts';

const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const titles = (page: Page) => results(page).getByRole('heading', { level: 2 }).getByRole('link');
const total = (page: Page) => page.getByRole('status').locator('strong').first();
const filter = (page: Page, label: string) => page.getByRole('checkbox', { name: new RegExp(`^${label}\\b`) });
const chip = (page: Page, label: string) => page.getByRole('link', { name: `Remove ${label}` });

/** Ticks a filter; without scripts the button shows what it finds. */
async function narrow(page: Page, scripted: boolean, label: string): Promise<void> {
  await filter(page, label).check();
  if (!scripted) await page.getByRole('button', { name: 'Show results' }).click();
}

test('filters count, widen within a group and narrow across groups, and chips take them off', async ({
  page,
  library,
  scripted,
}) => {
  await page.goto(`/listings?q=${library.word}`);
  await hydrated(page, scripted);
  await expect(total(page)).toHaveText('24 innovations');
  await expect(filter(page, 'Pilot')).toHaveAccessibleName('Pilot 12 results');
  await expect(filter(page, 'Contract')).toHaveAccessibleName('Contract 8 results');

  await narrow(page, scripted, 'Scale');
  await expect(total(page)).toHaveText('6 innovations');
  await expect(page).toHaveURL(/[?&]stage=scale(&|$)/);
  await expect(filter(page, 'Scale')).toBeChecked();
  // What else the group could add is counted as if the group were not chosen from; other groups count what is left.
  await expect(filter(page, 'Pilot')).toHaveAccessibleName('Pilot 12 results');
  await expect(filter(page, 'Contract')).toHaveAccessibleName('Contract 2 results');

  await narrow(page, scripted, 'Pilot');
  await expect(total(page)).toHaveText('18 innovations');
  await narrow(page, scripted, 'Contract');
  await expect(total(page)).toHaveText('6 innovations');
  await expect(page).toHaveURL(/ask=contract/);
  await expect(results(page).getByText('Contract £', { exact: false })).toHaveCount(6);

  await chip(page, 'Scale').click();
  await expect(total(page)).toHaveText('4 innovations');
  await expect(filter(page, 'Scale')).not.toBeChecked();
  await expect(chip(page, 'Seeks contract')).toBeVisible();
  await page.getByRole('link', { name: 'Clear all filters' }).click();
  await expect(total(page)).toHaveText('24 innovations');
  await expect(page.getByLabel('Search innovations')).toHaveValue(library.word);
  await expect(page).toHaveURL(`/listings?q=${library.word}`);
});

test('the amount sought and the least evidence narrow too', async ({ page, library, scripted }) => {
  await page.goto(`/listings?q=${library.word}&ask=investment`);
  await hydrated(page, scripted);
  await page.getByText('Amount sought').click();
  await page.getByLabel('From (£)').fill('£200,000');
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect(titles(page)).toHaveText([/number (20|23)$/, /number (20|23)$/]);
  await expect(chip(page, 'From £200,000')).toBeVisible();

  await page.goto(`/listings?q=${library.word}`);
  await hydrated(page, scripted);
  await page.getByText('Amount sought').click();
  const bands = page.getByRole('list', { name: 'Amount sought' });
  await expect(bands.getByRole('listitem')).toHaveText([
    /^Up to £10,000\s+10 results$/,
    /^£10,000 to £50,000\s+24 results$/,
    /^£50,000 to £250,000\s+20 results$/,
    /^£250,000 to £1,000,000\s+0 results$/,
    /^£1,000,000 or more\s+0 results$/,
  ]);
  await bands.getByRole('link', { name: 'Up to £10,000' }).click();
  await expect(total(page)).toHaveText('10 innovations');
  await expect(page).toHaveURL(/[?&]amountMax=10000(&|$)/);
  await expect(bands.getByRole('link', { name: 'Up to £10,000' })).toHaveAttribute('aria-current', 'true');
  await bands.getByRole('link', { name: '£50,000 to £250,000' }).click();
  await expect(total(page)).toHaveText('20 innovations');
  await chip(page, '£50,000 to £250,000').click();
  await expect(total(page)).toHaveText('24 innovations');

  await page.goto(`/listings?q=${library.word}`);
  await hydrated(page, scripted);
  await page.getByRole('radio', { name: /^4 / }).check();
  if (!scripted) await page.getByRole('button', { name: 'Show results' }).click();
  await expect(total(page)).toHaveText('8 innovations');
  await page.goto(`/listings?q=${library.word}&amountMin=500&amountMax=100`);
  await expect(problems(page)).toContainText('Highest amount must be at least the lowest');
  await expect(page.getByLabel('From (£)')).toHaveValue('500');
});

test('order and page are in the address, and the back button goes back through them', async ({
  page,
  library,
  scripted,
}) => {
  await page.goto(`/listings?q=${library.word}`);
  await hydrated(page, scripted);
  await page.getByRole('link', { name: 'Largest amount' }).click();
  await expect(titles(page).first()).toHaveText(/number 24$/);
  await expect(page.getByRole('link', { name: 'Largest amount' })).toHaveAttribute('aria-current', 'true');
  await expect(titles(page)).toHaveCount(20);

  const pages = page.getByRole('navigation', { name: 'Pages of results' });
  await pages.getByRole('link', { name: 'Next page' }).click();
  await expect(titles(page)).toHaveText([/number 4$/, /number 3$/, /number 2$/, /number 1$/]);
  await expect(page).toHaveURL(/sort=amount.*page=2|page=2.*sort=amount/);
  await expect(pages.locator('[aria-current=page]')).toHaveText(/2$/);
  await expect(page.getByRole('link', { name: 'Next page' })).toHaveCount(0);

  await page.goBack();
  await expect(titles(page)).toHaveCount(20);
  await expect(pages.locator('[aria-current=page]')).toHaveText(/1$/);
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Best match' })).toHaveAttribute('aria-current', 'true');
  await page.reload();
  await expect(total(page)).toHaveText('24 innovations');
  await page.goto(`/listings?q=${library.word}&page=900`);
  await expect(page.getByText('There is no page 900 of these results.')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the last one, page 2' }).click();
  await expect(titles(page)).toHaveCount(4);
});

test('a search is saved as an interest, filled in', async ({ page, library }) => {
  const { slug, name } = library.owner.organisation;
  await page.goto(`/listings?q=${library.word}&stage=pilot&ask=contract&amountMin=5000&organisation=${slug}`);
  await page.getByRole('link', { name: 'Save this search' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.getByLabel('Email address').fill(library.owner.email);
  await page.getByLabel('Password', { exact: true }).fill(library.owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Set up an interest')).toBeVisible();
  await expect(page.locator('[name="criteria.q"]')).toHaveValue(library.word);
  await expect(page.getByRole('checkbox', { name: 'Pilot' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Contract', exact: true })).toBeChecked();
  await expect(page.locator('[name="criteria.contract.min"]')).toHaveValue('5000');
  await expect(page.getByLabel('From these organisations only')).toHaveValue(new RegExp(`${name}|${slug}`));
});

test('what has some of the words only is near, apart from what has them all', async ({ page, library }) => {
  await page.goto(`/listings?q=${library.word}+zzqxjjwv`);
  await expect(total(page)).toHaveText('0 innovations');
  await expect(page.getByRole('heading', { name: 'Nothing has all the words yet' })).toBeVisible();
  const near = page.getByRole('region', { name: 'Near results, with some of the words' });
  await expect(near.getByRole('heading', { level: 3 })).toHaveCount(10);
  await expect(near).toContainText('24 innovations have some of the words');
  await near.getByRole('link', { name: 'Show all of them' }).click();
  await expect(total(page)).toHaveText('24 innovations');
  await chip(page, 'Some of the words').click();
  await expect(total(page)).toHaveText('0 innovations');
});

test('what finds nothing says what to do', async ({ page, library }) => {
  await page.goto('/listings?q=zzqxjjwv&stage=pilot');
  await expect(total(page)).toHaveText('0 innovations');
  await expect(page.getByRole('heading', { name: 'Nothing fits yet' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Take all filters off' })).toHaveAttribute(
    'href',
    '/listings?q=zzqxjjwv',
  );
  // Where asking for less finds something, it says what, how much, and shows what comes nearest.
  await page.goto(`/listings?q="${library.word}"&stage=pilot&verified=true&minEvidence=5`);
  const less = page.getByRole('link', { name: 'Without any filter' });
  await expect(less).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Near results, without/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Tell me when there is one' })).toHaveAttribute('href', /stage=pilot/);
  await less.click();
  await expect(total(page)).toContainText('24 innovations');
});

test('what is read out of the words is a chip, and a word again without it', async ({ page, library, scripted }) => {
  await page.goto('/listings');
  await hydrated(page, scripted);
  await page.getByLabel('Search innovations').fill(`${library.word} pilots`);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(total(page)).toContainText('12 innovations');
  await chip(page, 'Pilot').click();
  await expect(chip(page, 'Stages as words')).toBeVisible();
  await expect(page.getByLabel('Search innovations')).toHaveValue(`${library.word} pilots`);
  await chip(page, 'Stages as words').click();
  await expect(total(page)).toContainText('12 innovations');
});

test('words that are too many, mean harm or are none are answered as words', async ({ page }) => {
  await page.goto(`/listings?q=${'much '.repeat(120)}`);
  await expect(heading(page, 'Innovations')).toBeVisible();
  await expect(problems(page)).toContainText(/Search words must be 500 characters or fewer/);
  await expect(page.getByLabel('Search innovations')).toHaveValue(/^much much/);

  for (const words of [
    `' or 1=1; drop table listings; --`,
    '"><img src=x onerror=alert(1)><script>alert(1)</script>',
    `\\ % _ * & | ! ( ) : <-> ''`,
    '\u0000\u202e\ud83d\ude80 ﷽',
    '../../etc/passwd',
  ]) {
    const answer = await page.goto(`/listings?q=${encodeURIComponent(words)}`);
    expect(answer?.status(), words).toBe(200);
    await expect(heading(page, 'Innovations')).toBeVisible();
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  }
});

test('a filter value that does not exist finds nothing, and says which it is', async ({ page }) => {
  for (const query of ['stage=flying', 'ask=money', 'region=TLZ', 'sort=price', 'page=0']) {
    const answer = await page.goto(`/listings?${query}`);
    expect(answer?.status(), query).toBe(200);
    await expect(heading(page, 'Innovations')).toBeVisible();
    await expect(problems(page), query).toBeVisible();
  }
  await page.goto('/listings?stage=flying');
  await expect(problems(page)).toContainText('There is no “flying” to choose under “Stage”');
  await expect(chip(page, 'flying')).toHaveAttribute('href', '/listings');
  await page.goto('/listings?serviceArea=no_such_area');
  await expect(problems(page)).toContainText('no_such_area');
  await expect(chip(page, 'no_such_area')).toBeVisible();
  await page.goto('/listings?nonsense=1');
  await expect(problems(page)).toHaveCount(0);
});
