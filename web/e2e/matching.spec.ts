// The two sides of matching: a funder works through its matches and teaches its interest; a charity sees who its listing fits.
import type { Page } from '@playwright/test';
import { aListing, anInterest, aPublished, expectMatches } from './support/content.ts';
import { aWord, capital } from './support/made-up.ts';
import { checkPage } from './support/page-check.ts';
import { choose, comeSignedIn, field, heading, hydrated } from './support/pages.ts';
import { aColleague, aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** A check of a page by axe takes a second or two: once is enough for pages that are the same without scripts. */
const check = async (page: Page, scripted: boolean) => {
  if (scripted) await checkPage(page);
};

test('a funder works through its matches, several at a time, and its interest learns', async ({ page, scripted }) => {
  test.slow();
  const word = aWord();
  const [funder, owner] = [await aMember('funder'), await aMember('innovator')];
  const interest = await anInterest(funder, { q: word }, 'off');
  for (const stage of ['develop', 'prototype', 'pilot'] as const)
    await aPublished(owner, aListing({ title: `${capital(word)} at the stage ${stage}`, stage }));
  await expectMatches(funder, interest, 3);
  await comeSignedIn(page, funder);

  await page.goto('/matches?sort=best');
  await hydrated(page, scripted);
  await check(page, scripted);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toContainText('Tick at least one innovation');
  for (const stage of ['develop', 'prototype'])
    await page.getByRole('checkbox', { name: new RegExp(`stage ${stage}$`) }).check();
  await page.getByLabel('Not for us, because').first().selectOption('Too early a stage');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('Noted: not for you.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Not for us (2)' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([`${capital(word)} at the stage pilot`]);

  await page.goto(`/interests/${interest.id}`);
  await hydrated(page, scripted);
  await expect(page.getByText('You said “too early a stage” twice: raise the lowest stage to pilot?')).toBeVisible();
  await check(page, scripted);
  await page.getByRole('button', { name: 'Yes, change it' }).click();
  await expect(page.getByText('At the stage pilot or scale')).toBeVisible();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Taken back: it asks for what it asked for before.')).toBeVisible();
  await expect(page.getByText('At the stage pilot or scale')).toHaveCount(0);
});

test('each member chooses their own mail, and is warned of an interest in everything', async ({ page, scripted }) => {
  test.slow();
  const owner = await aMember('funder');
  const interest = await anInterest(owner, { stages: ['scale'] }, 'daily');
  const viewer = await aColleague(owner, 'viewer');
  await comeSignedIn(page, viewer);
  await page.goto('/interests');
  await hydrated(page, scripted);
  await expect(page.getByText('We suggest: daily.')).toBeVisible();
  const mail = page.getByRole('form', { name: `Your mail about ${interest.name}` });
  await mail.getByLabel('Your mail', { exact: true }).selectOption('Weekly');
  await mail.getByRole('button').click();
  await expect(page.getByText(/The next comes on Monday \d+ \w+ at 8 in the morning/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Set up an interest' })).toHaveCount(0);

  await page.context().clearCookies();
  await comeSignedIn(page, owner);
  await page.goto('/interests/new');
  await hydrated(page, scripted);
  await field(page, 'Name').fill('All of it');
  await page.getByRole('button', { name: 'Save this interest' }).click();
  await expect(page.getByText('This is very wide')).toBeVisible();
  await check(page, scripted);
  await choose(page, 'Who sees your name', 'Do not show our name to those who fit');
  await page.getByRole('button', { name: 'Save it all the same' }).click();
  await expect(page.getByRole('heading', { name: 'All of it' })).toBeVisible();
});

test('a charity sees who its listing fits, and what would widen the circle', async ({ page, scripted }) => {
  test.slow();
  const owner = await aMember('innovator');
  const place = { regions: ['TLN' as const], serviceAreas: ['other_local_services'] };
  const [word, funder] = [aWord(), await aMember('funder')];
  const fitting = await anInterest(funder, { ...place, q: word }, 'off');
  for (let n = 0; n < 3; n += 1) await anInterest(await aMember('funder'), { ...place, minEvidence: 4 }, 'off');
  const listing = await aPublished(owner, aListing({ ...place, title: `${capital(word)} for Belfast` }));
  await expectMatches(funder, fitting, 1);
  await comeSignedIn(page, owner);
  await page.goto('/matches?side=listing');
  await expect(heading(page, 'Who our listings fit')).toBeVisible();
  await page.getByRole('link', { name: listing.title! }).click();
  await expect(heading(page, 'Who it fits')).toBeVisible();
  await expect(page.getByRole('link', { name: funder.organisation.name })).toBeVisible();
  await expect(page.getByText(/\d+ funders need evidence level 4/)).toBeVisible();
  await check(page, scripted);
});
