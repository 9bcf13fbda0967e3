// The password, where one is signed in, and what staff do for somebody who lost their second step.
import { codeOf } from './support/authenticator.ts';
import { call } from './support/exchange.ts';
import { heading, problems, signIn, submitSignIn } from './support/pages.ts';
import { checkPage } from './support/page-check.ts';
import { aPerson } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

test('a password is changed by giving the one before, and sessions elsewhere are seen and ended', async ({
  page,
  newVisitor,
  scripted,
}) => {
  const person = await aPerson('changing');
  await signIn(page, person);
  const elsewhere = await newVisitor();
  await signIn(elsewhere, person);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Password and where you are signed in' }).click();
  await expect(heading(page, 'Password and where you are signed in')).toBeVisible();
  const list = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
  await expect(list.filter({ hasText: 'this one' })).toHaveCount(1);
  await expect(list.filter({ hasText: 'Chrome' }).first()).toBeVisible();
  const all = await list.count();
  await page
    .getByRole('button', { name: /^Sign out of/ })
    .first()
    .click();
  await expect(page.getByText('Signed out there.')).toBeVisible();
  await expect(list).toHaveCount(all - 1);

  await page.getByLabel('Your password now').fill('not the password');
  await page.getByLabel('New password').fill('Password1234!');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(problems(page)).toContainText('Your password now must be the one that you sign in with now');
  if (scripted) await checkPage(page);
  await page.getByLabel('Your password now').fill(person.password);
  await page.getByLabel('New password').fill('Password1234!');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(problems(page)).toContainText('New password must be harder to guess');
  await page.getByLabel('Your password now').fill(person.password);
  await page.getByLabel('New password').fill('words never heard before');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(list).toHaveCount(1);
  await elsewhere.goto('/account');
  await expect(heading(elsewhere, 'Sign in')).toBeVisible();
  await submitSignIn(elsewhere, person.email, 'words never heard before');
  await expect(heading(elsewhere, 'Your account')).toBeVisible();
});

test('staff find somebody by their address, and need a second step of their own to switch one off', async ({
  page,
  scripted,
}) => {
  const person = await aPerson('locked');
  const { token } = person;
  const begun = await call<{ secret: string }>('POST', '/me/second-factor', {
    ...{ token, body: { password: person.password } },
  });
  await call('POST', '/me/second-factor/confirm', { token, body: { code: codeOf(begun.secret) } });
  await signIn(page, staff);
  await page.goto('/staff/people?email=nobody@example.org');
  await expect(page.getByText('Nobody has an account with the address nobody@example.org.')).toBeVisible();
  if (scripted) await checkPage(page);
  await page.getByLabel('Email address').fill(person.email);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(heading(page, person.name)).toBeVisible();
  if (scripted) await checkPage(page);
  await page.getByRole('button', { name: 'Sign them out' }).click();
  await expect(problems(page)).toContainText('Why must not be empty');
  await page.getByLabel('Why', { exact: true }).fill('Their telephone was stolen');
  await page.getByRole('button', { name: 'Sign them out' }).click();
  await expect(page.getByText('They are signed out everywhere.')).toBeVisible();
  const button = page.getByRole('button', { name: 'Switch their second step off' });
  await button.click();
  await expect(problems(page).getByRole('link')).toHaveCount(2);
  await page.getByLabel('Why, and how').fill('Rang from the number we know');
  await page.getByLabel('Your own code').fill('123456');
  await button.click();
  await expect(problems(page)).toContainText('Switch on your own second step first');
  await expect(page.getByLabel('Why, and how')).toHaveValue('Rang from the number we know');
});
