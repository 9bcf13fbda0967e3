// Script typed into every field of a listing is text wherever it is shown: pages, search, mail, mailbox. It never runs.
import type { Page } from '@playwright/test';
import { expectFound } from './support/content.ts';
import { call, expectMail } from './support/exchange.ts';
import { aWord } from './support/made-up.ts';
import { choose, comeSignedIn, field, heading, problems } from './support/pages.ts';
import { aMember, asStaff, type Member } from './support/people.ts';
import { expect, test } from './support/test.ts';
import type { Listing } from '@exchange/contracts';

const SCRIPT = '<script>alert(1)</script>';
const IMAGE = `"><img src=x onerror=alert(1)>`;

/** Nothing that was typed has become an element. */
async function expectOnlyText(page: Page): Promise<void> {
  await expect(page.locator('img[src="x"], [onerror], main script:not([type="application/ld+json"])')).toHaveCount(0);
}

/** The field of the first row; below it stands an empty one, once there is something in the first. */
const first = (page: Page, label: string) => field(page, label).first();

/** Types it into every field of the section that is open, and saves. */
async function fillAll(page: Page, text: string): Promise<void> {
  for (const box of await page.locator('main form input.control, main form textarea').all()) await box.fill(text);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save and go back to the sections' }).click();

/** Every field of every section; the ones that take no text say so and keep what was typed until it is put right. */
async function writeHostile(page: Page, owner: Member, word: string): Promise<string> {
  const title = `${word} ${SCRIPT}`;
  const { id } = await call<Listing>('POST', '/listings', {
    token: owner.token,
    body: { organisationId: owner.organisation.id, title: IMAGE },
  });
  const open = (section: string) => page.goto(`/listings/${id}/edit/${section}`);
  const saved = () => expect(page.getByRole('heading', { name: 'Sections' })).toBeVisible();

  await open('about');
  await fillAll(page, IMAGE);
  await choose(page, 'What kind of innovation it is', 'A new service');
  await save(page);
  await expect(problems(page)).toContainText(/Web address/);
  await expect(first(page, 'Web address')).toHaveValue(IMAGE);
  await expectOnlyText(page);

  await open('about');
  await first(page, 'What the link is').fill(SCRIPT);
  await first(page, 'Web address').fill('javascript:alert(1)');
  await save(page);
  await expect(problems(page)).toContainText(/Web address/);

  await open('about');
  await fillAll(page, IMAGE);
  await choose(page, 'What kind of innovation it is', 'A new service');
  await first(page, 'Web address').fill(`https://example.org/?q=${encodeURIComponent(SCRIPT)}`);
  await first(page, 'Title').fill(title);
  await first(page, 'Summary').fill(`${SCRIPT} ${IMAGE} ${word}`);
  await save(page);
  await saved();
  await expectOnlyText(page);

  await open('how-it-works');
  await fillAll(page, `${SCRIPT} ${IMAGE} </textarea><svg onload=alert(1)>`);
  await save(page);
  await saved();

  await open('who-and-where');
  await choose(page, 'Service areas', 'Home care');
  await choose(page, 'Regions and nations where it works now', 'North East');
  await fillAll(page, SCRIPT);
  await save(page);
  await expect(problems(page)).toContainText(SCRIPT);
  await expectOnlyText(page);
  await fillAll(page, '');
  await save(page);
  await saved();

  await open('stage-and-evidence');
  await page.getByRole('group', { name: 'Stage', exact: true }).getByLabel('Pilot').check();
  await page.getByLabel('Kind of evidence').selectOption({ index: 1 });
  await fillAll(page, IMAGE);
  await save(page);
  await expect(problems(page)).toContainText(/Year must be a number/);
  await expect(first(page, 'Year')).toHaveValue(IMAGE);
  for (const label of ['When it started', 'Year', 'How many people or cases', 'Web address'])
    await first(page, label).fill('');
  await save(page);
  await saved();

  await open('outcomes');
  await fillAll(page, SCRIPT);
  await save(page);
  await expect(problems(page)).toContainText(/Your figure must be a number/);
  await first(page, 'Your figure').fill('3');
  await first(page, 'The figure of what exists').fill('5');
  await save(page);
  await saved();

  await open('asks');
  for (const kind of ['Contract', 'Investment', 'Research', 'Peers']) await choose(page, 'What do you seek?', kind);
  await expect(page.getByRole('group', { name: 'The peers you seek' })).toBeVisible();
  await fillAll(page, IMAGE);
  await save(page);
  await expect(problems(page)).toContainText(/must be a number/);
  for (const box of await page.locator('input[inputmode=numeric]').all()) {
    await expect(box).toHaveValue(IMAGE);
    await box.fill('5');
  }
  await save(page);
  await saved();
  await page.goto(`/listings/${id}/edit/check`);
  await expectOnlyText(page);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await expect(page.getByText('Submitted. We review it')).toBeVisible();
  return id;
}

test('script typed into every field of a listing is shown as text and never runs', async ({ page, newVisitor }) => {
  test.slow();
  const word = aWord();
  const title = `${word} ${SCRIPT}`;
  const owner = await aMember('innovator', { name: `${IMAGE} ${aWord()}`, description: SCRIPT });
  const funder = await aMember('funder', { name: `${SCRIPT} ${aWord()}` });
  await call('POST', '/interests', {
    token: funder.token,
    body: { organisationId: funder.organisation.id, name: IMAGE, criteria: { q: word }, frequency: 'instant' },
  });
  await comeSignedIn(page, owner);
  const id = await writeHostile(page, owner, word);
  const listing = await call<Listing>('POST', `/listings/${id}/publish`, { token: await asStaff() });
  await expectFound(`q=${word}`, 1);
  const mail = await expectMail(funder.email, word);
  const reader = await newVisitor();

  await reader.goto(`/listings/${listing.slug}`);
  await expect(heading(reader, title)).toHaveText(title);
  for (const text of [SCRIPT, IMAGE]) await expect(reader.getByText(text).first()).toBeVisible();
  await expectOnlyText(reader);

  await reader.goto(`/listings?q=${word}`);
  const found = reader.getByRole('region', { name: 'Results' });
  await expect(found.getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(found.locator('mark').first()).toHaveText(word);
  await expectOnlyText(reader);
  await reader.goto(`/listings?q=${encodeURIComponent(`${word} ${IMAGE}`)}`);
  await expect(heading(reader, 'Innovations')).toBeVisible();
  await expectOnlyText(reader);
  await reader.goto(`/organisations/${owner.organisation.slug}`);
  await expect(heading(reader, owner.organisation.name)).toBeVisible();
  await expectOnlyText(reader);

  expect(mail.subject).toContain(title);
  expect(mail.html).not.toMatch(/<script|<img src=x/i);
  await reader.goto(`/dev/mailbox?to=${funder.email}`);
  await expect(reader.getByRole('link', { name: title })).toBeVisible();
  await expectOnlyText(reader);
  await reader.goto(`/dev/mailbox/${mail.id}`);
  const message = reader.frameLocator('iframe[title="The message"]');
  await expect(message.getByText(title).first()).toBeVisible();
  await expect(message.locator('script, [onerror], img[src="x"]')).toHaveCount(0);
  await expectOnlyText(reader);

  await comeSignedIn(reader, funder);
  for (const path of ['/matches', '/interests', '/account', '/']) {
    await reader.goto(path);
    await expect(reader.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expectOnlyText(reader);
  }
});
