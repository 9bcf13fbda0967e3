// Signing in and out, forgotten passwords, and that nobody is led off the site or into what is not theirs.
import type { Page } from '@playwright/test';
import { aDraft, aListing, aPublished, anInterest } from './support/content.ts';
import { expectMail, linkIn, mailTo } from './support/exchange.ts';
import { anAddress } from './support/made-up.ts';
import {
  choose,
  comeSignedIn,
  field,
  heading,
  hydrated,
  problems,
  saveSection,
  signIn,
  submitSignIn,
} from './support/pages.ts';
import { checkPage } from './support/page-check.ts';
import { aColleague, aMember, aPerson, password } from './support/people.ts';
import { expect, test } from './support/test.ts';

const WRONG = 'The email address or the password is not right';

async function signOut(page: Page): Promise<void> {
  await page.getByText('account menu').locator('xpath=ancestor::summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

test('a wrong password is refused in words that do not tell who has an account', async ({ page }) => {
  const person = await aPerson('someone');
  for (const email of [person.email, anAddress('nobody')]) {
    await page.goto('/login');
    await submitSignIn(page, email, 'not the password');
    await expect(problems(page)).toContainText(WRONG);
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByLabel('Email address')).toHaveValue(email);
  }
  expect(await page.content()).not.toContain('value="not the password"');
  await submitSignIn(page, 'not an address', '');
  await expect(problems(page).getByRole('link')).toHaveCount(2);
});

test('guessing is slowed down, and the page says for how long', async ({ page }) => {
  const email = anAddress('guessed');
  await page.goto('/login');
  const message = page.getByText(/There were too many tries\. Try again in \d+ (second|minute)s?\./);
  // Five guesses are free; then the wait doubles with each, from a second on, and soon outlasts the slowest machine.
  const refused = problems(page).getByText(WRONG);
  for (let guess = 1; guess <= 9; guess += 1) {
    await submitSignIn(page, email, `guess number ${guess}`);
    await expect(refused.or(message)).toBeVisible();
    if (await message.isVisible()) break;
    expect(guess, 'guesses that were not slowed down').toBeLessThan(9);
    await page.goto('/login');
  }
  await expect(message).toBeVisible();
});

test('what is typed before the scripts arrive is kept', async ({ page, scripted }) => {
  await page.route('**/_app/**/*.js', async (route) => {
    await page.waitForFunction(() => document.documentElement.dataset.typed === 'yes');
    await route.continue();
  });
  await page.goto('/login', { waitUntil: 'commit' });
  await page.getByLabel('Email address').fill('early@example.org');
  await page.getByLabel('Password', { exact: true }).fill('typed early');
  await page.evaluate(() => (document.documentElement.dataset.typed = 'yes'));
  await hydrated(page, scripted);
  await expect(page.getByLabel('Email address')).toHaveValue('early@example.org');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('typed early');
});

test('registering again with a known address tells the mail only', async ({ page }) => {
  const person = await aPerson('known');
  await page.goto('/register');
  await field(page, 'Your name').fill('Somebody Else');
  await page.getByLabel('Email address').fill(person.email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(problems(page)).toContainText('Password must be 12 characters or more');
  await expect(field(page, 'Your name')).toHaveValue('Somebody Else');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(heading(page, 'Check your email')).toBeVisible();
  await expect.poll(async () => (await mailTo(person.email)).map(({ kind }) => kind)).toContain('already_registered');
});

test('a forgotten password is changed by a mailed link, once, and ends every session', async ({ page, newVisitor }) => {
  const person = await aPerson('forgetful');
  const elsewhere = await newVisitor();
  await signIn(elsewhere, person);

  await page.goto('/login');
  await page.getByRole('link', { name: 'I have forgotten my password' }).click();
  await expect(heading(page, 'Choose a new password')).toBeVisible();
  await page.getByLabel('Email address').fill(person.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(heading(page, 'Check your email')).toBeVisible();
  const link = linkIn(await expectMail(person.email, '/reset-password'), '/reset-password');
  await page.goto(link);
  await page.getByLabel('New password').fill('too short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(problems(page)).toContainText('Password must be 12 characters or more');
  await page.getByLabel('New password').fill('another three words');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await submitSignIn(page, person.email, 'another three words');
  await expect(heading(page, 'Your account')).toBeVisible();
  await signOut(page);

  await page.goto(link);
  await page.getByLabel('New password').fill('yet another password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(heading(page, 'This link does not work')).toBeVisible();
  await page.goto('/verify-email?token=made-up');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Verify my address' }).click();
  await expect(heading(page, 'This link does not work')).toBeVisible();
});

test('signing out ends the session, and private pages lead through signing in and back', async ({ page }) => {
  const member = await aMember('funder');
  await comeSignedIn(page, member);
  await page.goto('/interests');
  await expect(heading(page, 'Interests')).toBeVisible();
  const cookies = await page.context().cookies();
  for (const cookie of cookies.filter(({ name }) => /token|session|refresh/i.test(name))) {
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  }
  await signOut(page);
  await page.goto('/interests?cursor=');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await submitSignIn(page, member.email, member.password);
  await expect(heading(page, 'Interests')).toBeVisible();
});

test('nobody is led off the site after signing in', async ({ page, baseURL }) => {
  const person = await aPerson('careful');
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\t//evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`/login?next=${encodeURIComponent(next)}`);
    await submitSignIn(page, person.email, person.password);
    await expect(heading(page, 'Your account')).toBeVisible();
    expect(new URL(page.url()).origin, next).toBe(new URL(baseURL!).origin);
    await page.context().clearCookies();
  }
});

test('a viewer reads but cannot change, and is told who can help', async ({ page }) => {
  const owner = await aMember('innovator');
  const viewer = await aColleague(owner, 'viewer');
  const draft = await aDraft(owner, aListing());
  const interest = await anInterest(owner, {});
  await comeSignedIn(page, viewer);
  await page.goto(`/organisations/${owner.organisation.slug}/listings`);
  await expect(page.getByRole('link', { name: draft.title! })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Start a new listing' })).toHaveCount(0);

  for (const path of ['/listings/new', '/interests/new', `/interests/${interest.id}/edit`]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(heading(page, 'You may not see that page')).toBeVisible();
    await expect(page.getByText('Ask one of its owners to make you an editor.')).toBeVisible();
  }
  await page.goto(`/listings/${draft.id}/preview`);
  await expect(heading(page, draft.title!)).toBeVisible();
  const answer = await page.goto(`/listings/${draft.id}/edit/about`);
  if (answer?.ok()) {
    await field(page, 'Title').fill('Changed by a viewer');
    await saveSection(page);
    await expect(problems(page)).toBeVisible();
    await expect(field(page, 'Title')).toHaveValue('Changed by a viewer');
  }
});

test('outsiders get the same answer for a hidden page as for one that is not there', async ({ page }) => {
  const owner = await aMember('innovator');
  const draft = await aDraft(owner, aListing());
  const interest = await anInterest(owner, {});
  const nobody = '01890000-0000-7000-8000-000000000000';
  const paths = (id: string) => [
    `/listings/${id}`,
    `/listings/${id}/preview`,
    `/listings/${id}/edit`,
    `/listings/${id}/history`,
  ];
  const visit = async (path: string) => {
    const answer = await page.goto(path);
    await expect(heading(page, 'We cannot find that page'), path).toBeVisible();
    await expect(page.getByLabel('Search innovations')).toBeVisible();
    return answer?.status();
  };
  expect(await visit(`/listings/${draft.id}`)).toBe(404);

  await comeSignedIn(page, await aMember('funder'));
  for (const path of [...paths(draft.id), ...paths(nobody), `/interests/${interest.id}/edit`, `/matches/${nobody}`]) {
    expect(await visit(path), path).toBe(404);
  }
  for (const path of ['/staff/review', '/staff/emails', `/staff/review/${draft.id}`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  const listing = await aPublished(owner);
  expect((await page.goto(`/listings/${listing.slug}`))?.status()).toBe(200);
  await expect(heading(page, listing.title!)).toBeVisible();
});

test('owners change what is said of their organisation, two at once too, and editors do not', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const owner = await aMember('innovator', { website: 'https://example.org/' });
  const other = await aColleague(owner, 'owner');
  const { slug, name } = owner.organisation;
  const edit = `/organisations/${slug}/edit`;
  await comeSignedIn(page, owner);
  await page.goto('/account');
  await page.getByRole('link', { name: `Details of ${name}` }).click();
  await expect(heading(page, 'Details')).toBeVisible();
  await field(page, 'Website').fill('no address');
  await field(page, 'Description').fill('We lend bicycles.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(problems(page).getByRole('link')).toHaveCount(1);
  await expect(field(page, 'Description')).toHaveValue('We lend bicycles.');
  if (scripted) await checkPage(page);

  const elsewhere = await newVisitor();
  await comeSignedIn(elsewhere, other);
  await elsewhere.goto(`/organisations/${slug}`);
  await elsewhere.getByRole('link', { name: 'Change what is said here' }).click();
  await field(elsewhere, 'Description').fill('We mend bicycles.');
  await choose(elsewhere, 'What it does here', 'Funder');
  await elsewhere.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(elsewhere.getByText('Saved.')).toBeVisible();

  await field(page, 'Website').fill('https://bicycles.example/');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(problems(page)).toContainText('Nothing is lost');
  await expect(page.getByText('They wrote: We mend bicycles.')).toBeVisible();
  await expect(field(page, 'Description')).toHaveValue('We lend bicycles.');
  await expect(page.getByLabel('Funder', { exact: true })).toBeChecked();
  if (scripted) await checkPage(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'See its page' }).click();
  await expect(page.getByText('We lend bicycles.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://bicycles.example/' })).toBeVisible();

  await elsewhere.context().clearCookies();
  await comeSignedIn(elsewhere, await aColleague(owner, 'editor'));
  await elsewhere.goto('/account');
  await expect(elsewhere.getByRole('link', { name: `Details of ${name}` })).toHaveCount(0);
  expect((await elsewhere.goto(edit))?.status()).toBe(403);
});
