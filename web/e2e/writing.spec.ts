// Writing a listing: from a charity number to a public page by the keyboard alone on a small screen; what is pasted; what is worth a look; and its review.
import type { Listing } from '@exchange/contracts';
import type { Locator, Page } from '@playwright/test';
import { aDraft, aListing, aPublished, aSubmitted } from './support/content.ts';
import { call, expectMail } from './support/exchange.ts';
import { aWord, capital } from './support/made-up.ts';
import { checkPage } from './support/page-check.ts';
import { choose, comeSignedIn, field, heading, hydrated, problems, saveSection } from './support/pages.ts';
import { aMember, aPerson, asStaff } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

/** Presses Tab until a field has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, field(page, label).first());
  await page.keyboard.insertText(text);
}

async function tick(page: Page, group: string, label: string): Promise<void> {
  const fields = page.getByRole('group', { name: new RegExp(`^${group}`) });
  const box = fields.getByLabel(label, { exact: true });
  // Tab comes to a group of radios once; the arrows go on within it.
  const radios = fields.getByRole('radio');
  await tabTo(page, (await radios.count()) > 0 ? radios.first() : box);
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 8 && !(await box.isChecked()); presses += 1) await page.keyboard.press('ArrowDown');
  await expect(box).toBeChecked();
}

/** Enter in a form does what its first button says. */
async function goOn(page: Page, to: string, scripted: boolean): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: /^(Save and continue|Start the listing|Submit for review)$/ }));
  await page.keyboard.press('Enter');
  await expect(heading(page, to)).toBeVisible();
  await hydrated(page, scripted);
}

test('a charity goes from its number to a public page by the keyboard alone, at 320 pixels', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const person = await aPerson('founder');
  await comeSignedIn(page, person);
  await page.setViewportSize({ width: 320, height: 720 });
  // Each project takes a charity of its own from the extract: a number belongs to one organisation.
  const [number, name] = scripted ? ['1000392', 'THE DAVID LEWIS CENTRE'] : ['1000414', 'Weldmar Hospicecare'];

  await page.goto('/listings/new');
  await hydrated(page, scripted);
  await type(page, 'Charity number', '12');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Charity number must be 6 or 7 numbers', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Charity number').fill('');
  await type(page, 'Charity number', number);
  await page.keyboard.press('Enter');
  await expect(field(page, 'Name')).toHaveValue(name);
  await expect(field(page, 'Description')).not.toHaveValue('');
  await expect(page.getByText('Open Government Licence v3.0', { exact: false }).first()).toBeVisible();
  await hydrated(page, scripted);
  await tick(page, 'What it does here', 'Innovator');
  await tabTo(page, page.getByRole('button', { name: 'Add organisation' }));
  await page.keyboard.press('Enter');

  await expect(heading(page, 'List an innovation')).toBeVisible();
  await hydrated(page, scripted);
  const title = `Evening calls of ${capital(aWord())}`;
  await type(page, 'Title', title);
  await goOn(page, 'About it', scripted);
  await type(page, 'Summary', 'A trained neighbour calls every evening, and comes round when nobody answers.');
  await tick(page, 'What kind of innovation it is', 'A new service');
  await goOn(page, 'The problem and how it works', scripted);
  await type(page, 'The problem it answers', 'Falls are found in the morning.');
  await type(page, 'How it works', 'One call, one code word, one key holder.');
  await goOn(page, 'Who it helps and where', scripted);
  await tick(page, 'Service areas', 'Home care');
  await goOn(page, 'Stage and evidence', scripted);
  await tick(page, 'Stage', 'Pilot');
  await tick(
    page,
    'What is true of your evidence',
    'We can say what we do, why it should work, and what has come of it',
  );
  if (scripted) await expect(page.getByText('Your answers come to level 1: Account of impact.')).toBeVisible();
  await goOn(page, 'Outcomes', scripted);
  await goOn(page, 'What you seek', scripted);
  await tick(page, 'What do you seek', 'Peers');
  await type(page, 'What you want to learn or share', 'How others train their callers.');
  await tabTo(page, page.getByRole('button', { name: 'Save and go back to the sections' }));
  await page.keyboard.press('Enter');
  await expect(heading(page, title)).toBeVisible();
  await page.goto(`${page.url()}/check`);
  await hydrated(page, scripted);
  await goOn(page, title, scripted);
  await expect(page.getByText('Submitted. We review it')).toBeVisible();

  const id = /listings\/([^/]+)\/edit/.exec(page.url())![1]!;
  const listing = await call<Listing>('POST', `/listings/${id}/publish`, { token: await asStaff() });
  expect(listing).toMatchObject({ evidenceLevel: 1, evidenceAnswers: ['described'], asks: [{ kind: 'peers' }] });
  expect(listing.regions).toHaveLength(1);
  const reader = await newVisitor();
  await reader.goto(`/listings/${listing.slug!}`);
  await expect(heading(reader, title)).toBeVisible();
});

test('what is pasted is cleaned, and what is too long comes back with its rule', async ({ page, scripted }) => {
  const owner = await aMember('innovator');
  const draft = await aDraft(owner, aListing());
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${draft.id}/edit/how-it-works`);
  await hydrated(page, scripted);
  const tooLong = 'many words '.repeat(10_000);
  await field(page, 'How it works').fill(tooLong);
  await field(page, 'What is different about it').fill(
    '\uF0B7\tfirst\u00A0point\r\n\uF0B7\tsoft\u00ADhyphen<o:p></o:p>',
  );
  await field(page, 'The problem it answers').fill('العربية 👩🏽‍🦯 q\u0323 <script>alert(1)</script>');
  await saveSection(page);
  await expect(problems(page)).toBeFocused();
  await expect(problems(page)).toContainText('How it works must be 10,000 characters or fewer');
  await expect(field(page, 'How it works')).toHaveValue(tooLong);
  await expect(field(page, 'How it works')).toHaveAccessibleDescription(/must be 10,000 characters or fewer/);
  await field(page, 'How it works').fill('In short.');
  await saveSection(page);
  await expect(heading(page, 'Who it helps and where')).toBeVisible();
  const now = await call<Listing>('GET', `/listings/${draft.id}`, { token: owner.token });
  expect([now.howItWorks, now.whatIsDifferent, now.problem]).toEqual([
    'In short.',
    '• first point\n• softhyphen',
    'العربية 👩🏽‍🦯 q\u0323 <script>alert(1)</script>',
  ]);
  await page.goto(`/listings/${draft.id}/preview`);
  await expect(page.getByText('العربية 👩🏽‍🦯 q\u0323 <script>alert(1)</script>')).toBeVisible();
});

test('asks keep what was typed, and say what is worth a look', async ({ page, scripted }) => {
  const owner = await aMember('innovator');
  const draft = await aDraft(owner, aListing({ asks: [] }));
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${draft.id}/edit/asks`);
  await hydrated(page, scripted);
  await expect(field(page, 'Shortest term')).toBeHidden();
  await choose(page, 'What do you seek', 'Contract');
  await field(page, 'Lowest value a year').fill('1,000');
  await field(page, 'Highest value a year').fill('500');
  await field(page, 'Shortest term').fill('12');
  const contract = page.getByRole('group', { name: 'What do you seek' }).getByLabel('Contract');
  await contract.uncheck();
  await expect(field(page, 'Shortest term')).toBeHidden();
  await contract.check();
  await expect(field(page, 'Shortest term')).toHaveValue('12');
  await saveSection(page);
  await problems(page)
    .getByRole('link', { name: /Highest value a year must be at least the lowest/ })
    .click();
  await expect(field(page, 'Highest value a year')).toBeFocused();
  await field(page, 'Highest value a year').fill('90,000');
  await saveSection(page);
  await expect(heading(page, 'What you seek')).toHaveCount(0);

  await page.goto(`/listings/${draft.id}/edit/check`);
  await expect(page.getByText('Worth a second look')).toBeVisible();
  await page.getByRole('link', { name: /Shorter than three years/ }).click();
  await expect(field(page, 'Shortest term')).toHaveAccessibleDescription(
    /Partnership in Public Services, paragraph 86/,
  );
  await expect(field(page, 'Highest value a year')).toHaveAccessibleDescription(/more than 20 times/);
  if (scripted) await checkPage(page);
});

test('a review says at the field what should change, and an appointed reviewer sets the level of evidence', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const owner = await aMember('innovator');
  const submitted = await aSubmitted(owner);
  const reviewer = await aPerson('reviewer');
  const published = await aPublished(owner);
  const token = await asStaff();
  await call('POST', `/admin/reviews/${submitted.id}/comments`, {
    token,
    body: { path: 'summary', text: 'Whom does it reach?' },
  });
  await call('POST', `/listings/${submitted.id}/request-changes`, { token, body: { note: 'See the comment.' } });
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${submitted.id}/edit/about`);
  await expect(field(page, 'Summary')).toHaveAccessibleDescription(/The reviewers say: Whom does it reach\?/);

  const team = await newVisitor();
  await comeSignedIn(team, staff);
  await team.goto('/staff/reviewers');
  await hydrated(team, scripted);
  await team.getByLabel('Email address').fill(reviewer.email);
  await team.getByRole('button', { name: 'Appoint' }).click();
  await expect(team.getByText('Appointed.')).toBeVisible();
  if (scripted) await checkPage(team);

  const other = await newVisitor();
  await comeSignedIn(other, reviewer);
  await other.goto('/staff/review');
  await hydrated(other, scripted);
  await other
    .getByRole('textbox', { name: 'Review the evidence of a published listing' })
    .fill(`https://x/listings/${published.slug!}`);
  await other.getByRole('button', { name: 'Open it' }).click();
  await expect(heading(other, published.title!)).toBeVisible();
  await hydrated(other, scripted);
  await other.getByRole('group', { name: 'The level that you see' }).getByLabel('2: Correlation').check();
  await other.getByRole('button', { name: 'Set this level' }).click();
  await expect(problems(other).first()).toContainText('Why must not be empty');
  await field(other, 'Why').fill('Sound figures before and after.');
  await field(other, 'The next step that would raise it').fill('Compare with those who wait.');
  await other.getByRole('button', { name: 'Set this level' }).click();
  await expect(other.getByText('Kept. Everybody sees the reviewed level')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Your review' })).toHaveCount(0);
  if (scripted) await checkPage(other);
  const mail = await expectMail(owner.email, 'Its evidence was reviewed, level 2');
  expect(mail.text).toContain('Compare with those who wait.');
  await page.goto(`/listings/${published.slug!}`);
  await expect(page.getByText('Sound figures before and after.')).toBeVisible();
});

test('what is typed while an answer is on its way stands when it comes', async ({ page, scripted }) => {
  const owner = await aMember('innovator');
  // A page that stands is not saved while one types.
  const listing = await aPublished(owner);
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${listing.id}/edit/about`);
  await hydrated(page, scripted);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/edit/about?/save', async (route) => {
    // Without scripts nobody types while a page is being fetched.
    if (scripted) await held;
    await route.continue();
  });
  await field(page, 'Title').fill('');
  await page.getByRole('radio', { name: 'A better way of giving an existing service' }).check();
  await field(page, 'Summary').fill('x'.repeat(300));
  await saveSection(page);
  if (scripted) {
    await field(page, 'Title').fill('Typed meanwhile');
    await page.getByRole('radio', { name: 'A new service' }).check();
    answer();
  }
  await expect(problems(page)).toContainText('Summary must be 280 characters or fewer');
  if (!scripted) return;
  await expect(field(page, 'Title')).toHaveValue('Typed meanwhile');
  await expect(page.getByRole('radio', { name: 'A new service' })).toBeChecked();
});
