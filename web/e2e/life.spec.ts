// The people of an organisation, and the life of its listings between organisations: invited, shared, handed on, archived.
import { codeOf } from './support/authenticator.ts';
import { aDraft, aListing, aPublished } from './support/content.ts';
import { expectMail, linkIn } from './support/exchange.ts';
import { anAddress } from './support/made-up.ts';
import { checkPage } from './support/page-check.ts';
import { choose, field, heading, problems, signIn, submitSignIn } from './support/pages.ts';
import { aColleague, aMember, aPerson, password } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('somebody without an account is invited, joins, is made a viewer, and leaves', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const owner = await aMember('innovator');
  const { slug, name } = owner.organisation;
  const email = anAddress('newcomer');
  await signIn(page, owner);
  await page.goto('/account');
  await page.getByRole('link', { name: `Members of ${name}` }).click();
  await expect(heading(page, 'Members')).toBeVisible();
  await page.getByLabel('Email address').fill('no address');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(problems(page)).toContainText('The email address must look like');
  await expect(page.getByLabel('Email address')).toHaveValue('no address');
  await page.getByLabel('Email address').fill(email);
  await choose(page, 'Role', 'Editor');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText('We have mailed them a link')).toBeVisible();
  await expect(page.getByRole('heading', { name: email })).toBeVisible();
  if (scripted) await checkPage(page);

  const newcomer = await newVisitor();
  await newcomer.goto(linkIn(await expectMail(email, name), '/invitations'));
  await expect(heading(newcomer, `Join ${name}`)).toBeVisible();
  await expect(newcomer.getByText(`${owner.name} invites you`)).toBeVisible();
  if (scripted) await checkPage(newcomer);
  await newcomer.getByRole('link', { name: 'Create an account' }).click();
  await expect(newcomer.getByLabel('Email address')).toHaveValue(email);
  await field(newcomer, 'Your name').fill('Nell Newcomer');
  await newcomer.getByLabel('Password').fill(password);
  await newcomer.getByRole('button', { name: 'Create account' }).click();
  await newcomer.getByRole('link', { name: 'sign in and go on to it' }).click();
  await submitSignIn(newcomer, email, password);
  await newcomer.getByRole('button', { name: `Join ${name}` }).click();
  await expect(newcomer.getByText('You belong to this organisation now.')).toBeVisible();
  await expect(newcomer.getByRole('heading', { name: 'Nell Newcomer, you' })).toBeVisible();
  await expect(newcomer.getByRole('heading', { name: 'Invite somebody' })).toHaveCount(0);

  await page.goto(`/organisations/${slug}/members`);
  await page.locator('summary', { hasText: 'Nell Newcomer' }).click();
  await page.getByLabel('Role of Nell Newcomer').selectOption({ label: 'Viewer' });
  await page.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByText('The role is changed.')).toBeVisible();
  await page.getByText('Leave', { exact: true }).click();
  await expect(page.getByText('You are its only owner.')).toBeVisible();

  await newcomer.goto(`/organisations/${slug}/members`);
  await newcomer.getByText('Leave', { exact: true }).click();
  await newcomer.getByRole('button', { name: `Leave ${name}` }).click();
  await expect(newcomer.getByText('You have left the organisation.')).toBeVisible();
  expect((await newcomer.goto(`/organisations/${slug}/members`))?.status()).toBe(403);
});

test('an invitation says kindly when it is not for who looks, and when it no longer works', async ({ page }) => {
  const owner = await aMember('innovator');
  const { slug, name } = owner.organisation;
  const email = anAddress('invited');
  await signIn(page, owner);
  await page.goto(`/organisations/${slug}/members`);
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText('We have mailed them a link')).toBeVisible();
  const link = linkIn(await expectMail(email, name), '/invitations');

  await page.goto(link);
  await expect(page.getByText(`you are signed in as ${owner.email}`)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Join/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign out' }).last().click();
  await expect(page.getByText(`sign in with ${email}`)).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).last().click();
  await submitSignIn(page, owner.email, owner.password);
  await expect(page.getByText(`you are signed in as ${owner.email}`)).toBeVisible();

  await page.goto(`/organisations/${slug}/members`);
  await page.getByRole('button', { name: `Take it back ${email}` }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await page.goto(link);
  await expect(heading(page, 'This invitation was taken back')).toBeVisible();
  await page.goto(`${link}cut`);
  await expect(heading(page, 'This link does not work')).toBeVisible();
});

test('an owner removes a colleague; viewers see who belongs, and nobody else does', async ({ page }) => {
  const owner = await aMember('funder');
  const colleague = await aColleague(owner, 'viewer');
  const { slug } = owner.organisation;
  await signIn(page, colleague);
  await page.goto(`/organisations/${slug}/members`);
  await expect(page.getByRole('heading', { name: owner.name })).toBeVisible();
  await expect(page.getByText('Change', { exact: true })).toHaveCount(0);
  await page.context().clearCookies();

  await signIn(page, owner);
  await page.goto(`/organisations/${slug}/members`);
  await page.locator('summary', { hasText: colleague.name }).click();
  await page.getByRole('button', { name: `Remove ${colleague.name}` }).click();
  await expect(page.getByText('Removed.')).toBeVisible();
  await expect(page.getByRole('heading', { name: colleague.name })).toHaveCount(0);
  await page.context().clearCookies();

  await signIn(page, await aPerson('stranger'));
  expect((await page.goto(`/organisations/${slug}/members`))?.status()).toBe(403);
});

test('two organisations write a listing together, and then it is handed over', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const owner = await aMember('innovator');
  const other = await aMember('innovator');
  const draft = await aDraft(owner, aListing());
  const title = draft.title!;
  await signIn(page, owner);
  await page.goto(`/listings/${draft.id}/edit`);
  await page.getByText('Write it together with another organisation').click();
  const which = page.getByLabel('Which organisation', { exact: true });
  const ask = page.getByRole('button', { name: 'Ask them', exact: true });
  await which.fill('nobody-here');
  await ask.click();
  await expect(problems(page).first()).toContainText('We know no organisation called “nobody-here”');
  // A part of its name leads to those that may be meant: while one types, or with the answer to the form.
  await which.fill(other.organisation.name.slice(0, 8));
  const named = new RegExp(other.organisation.name);
  if (scripted) await page.getByRole('option', { name: named }).click();
  else {
    await ask.click();
    await expect(problems(page).first()).toContainText('Choose which organisation you mean');
    await page.getByRole('radio', { name: named }).check();
  }
  await expect(page.getByRole('radio', { name: named })).toBeChecked();
  if (scripted) await checkPage(page);
  await ask.click();
  await expect(page.getByText('Asked. We have mailed their owners.')).toBeVisible();

  const colleague = await newVisitor();
  await signIn(colleague, other);
  await colleague.goto(linkIn(await expectMail(other.email, title), '/organisations'));
  if (scripted) await checkPage(colleague);
  await colleague.getByRole('button', { name: `Write it together ${title}` }).click();
  await expect(colleague.getByText('You write it together now.')).toBeVisible();
  await colleague.getByRole('link', { name: `Write ${title}` }).click();
  await expect(colleague.getByText(`together with ${owner.organisation.name}`)).toBeVisible();
  await expect(colleague.getByRole('link', { name: 'Check and submit' })).toHaveCount(0);
  await colleague.goto(`/listings/${draft.id}/preview`);
  await expect(colleague.getByRole('link', { name: other.organisation.name }).last()).toBeVisible();

  await page.goto(`/listings/${draft.id}/edit`);
  if (scripted) await checkPage(page);
  await page.getByText('Hand it to another organisation').click();
  await page.getByLabel('To which organisation').fill(other.organisation.name.toUpperCase());
  await page.getByLabel(/^A word to them/).fill('You run it day to day.');
  await page.getByRole('button', { name: 'Ask them to take it over' }).click();
  await expect(page.getByText('who have 30 days to accept')).toBeVisible();

  await colleague.goto(linkIn(await expectMail(other.email, 'take over'), '/organisations'));
  await expect(colleague.getByText('You run it day to day.')).toBeVisible();
  await colleague.getByRole('button', { name: `Take it over ${title}` }).click();
  await expect(colleague.getByText('The listing is yours now.')).toBeVisible();
  expect((await page.goto(`/listings/${draft.id}/edit`))?.status()).toBe(404);
});

test('a listing is archived with a reason, and taken out of the archive', async ({ page }) => {
  const owner = await aMember('innovator');
  const listing = await aPublished(owner);
  await signIn(page, owner);
  await page.goto(`/listings/${listing.id}/edit`);
  await page.getByText('Archive it', { exact: true }).click();
  await page.getByLabel(/^Why/).fill('The money has run out.');
  await page.getByRole('button', { name: 'Yes, archive it' }).click();
  await expect(page.getByText('The money has run out.')).toBeVisible();
  expect((await page.request.get(`/listings/${listing.slug}`, { maxRedirects: 0 })).status()).not.toBe(200);
  await page.getByRole('button', { name: 'Take it out of the archive' }).click();
  await expect(page.getByText('Taken out of the archive.')).toBeVisible();
  await page.getByRole('button', { name: 'Publish it again' }).click();
  await page.goto(`/listings/${listing.slug}`);
  await expect(heading(page, listing.title!)).toBeVisible();
});

test('somebody takes a copy of what is kept about them, and closes their account', async ({ page, scripted }) => {
  const person = await aPerson('leaver');
  await signIn(page, person);
  await page.goto('/account');
  const copy = await page.request.get('/account/export');
  expect(copy.headers()['content-disposition']).toContain('attachment');
  expect(((await copy.json()) as { user: { email: string } }).user.email).toBe(person.email);
  await page.getByText('Close your account', { exact: true }).click();
  await page.getByRole('button', { name: 'Close my account' }).click();
  await expect(problems(page)).toContainText('Tick the box to say that you are sure');
  if (scripted) await checkPage(page);
  await page.getByLabel('Yes, close my account.').check();
  await page.getByRole('button', { name: 'Close my account' }).click();
  await expect(page.getByText('Your account is closed, and we have forgotten you.')).toBeVisible();
  await submitSignIn(page, person.email, person.password);
  await expect(problems(page)).toContainText('is not right');
});

test('a second step is switched on, asked for, passed by a recovery code, and switched off', async ({
  page,
  scripted,
}) => {
  const person = await aPerson('careful');
  await signIn(page, person);
  await page.goto('/account');
  await page.getByRole('link', { name: 'A second step at signing in' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(problems(page)).toContainText('Your password must');
  await page.getByLabel('Your password').fill(person.password);
  await page.getByRole('button', { name: 'Begin' }).click();
  const key = await page.locator('p.font-mono').innerText();
  await page.getByLabel('Code').fill('12');
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(problems(page)).toContainText('It must be the code that the program shows now');
  if (scripted) await checkPage(page);
  await page.getByLabel('Code').fill(codeOf(key));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.getByText('We cannot show them again.')).toBeVisible();
  const code = await page.locator('ul.font-mono li').first().innerText();
  await page.context().clearCookies();

  await page.goto('/login');
  await submitSignIn(page, person.email, person.password);
  await expect(page.getByText('Your account has a second step.')).toBeVisible();
  await page.getByLabel('Code').fill('000000');
  await submitSignIn(page, person.email, person.password);
  await expect(problems(page)).toContainText('The code is not right');
  await page.getByLabel('Code').fill(code);
  await submitSignIn(page, person.email, person.password);
  await expect(heading(page, 'Your account')).toBeVisible();
  await page.goto('/account/second-step');
  await expect(page.getByText('9 of your recovery codes are left.')).toBeVisible();
  await page.getByLabel('Code').fill(codeOf(key, Date.now() + 30_000));
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await expect(page.getByText('The second step is off.')).toBeVisible();
});
