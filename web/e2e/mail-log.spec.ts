// Mail as the exchange team sees it: the log, one message, sending it again, what each kind looks like, and the jobs behind it.
import { expectMail } from './support/exchange.ts';
import { checkPage, withoutScripts } from './support/page-check.ts';
import { comeSignedIn, heading, problems } from './support/pages.ts';
import { aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

test.use({ javaScriptEnabled: true });
test.beforeEach(async ({ page, scripted }) => {
  if (!scripted) await withoutScripts(page);
});

test('the mail log says to whom, why and what became of it, and never the secret', async ({ page }) => {
  const member = await aMember('innovator');
  const mail = await expectMail(member.email, '/verify-email');
  await comeSignedIn(page, staff);
  await page.goto('/staff/emails');
  await page.getByLabel('To').fill(member.email);
  await page.getByRole('button', { name: 'Show' }).click();
  const line = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await expect(line).toHaveCount(1);
  await expect(line).toContainText(mail.subject);
  await expect(line).toContainText(`Verify an address, to ${member.email}`);
  await expect(line).toContainText('Kept here');
  await line.getByRole('link').click();
  await expect(heading(page, mail.subject)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Attempts' })).toContainText('1. Kept here, as there is no mail server');
  await expect(page.getByText('This message cannot be sent again. Its link was a secret')).toBeVisible();
  expect(await page.content()).not.toContain('/verify-email?token=');
  await checkPage(page);

  await page.goto(`/staff/emails?to=${member.email}`);
  await page.getByLabel('Kind').selectOption('Digest of matches');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('No mail.')).toBeVisible();
  await page.goto('/staff/emails?to=nonsense');
  await expect(page.getByText('“nonsense” is not an email address.')).toBeVisible();
});

test('a message is sent again for a reason', async ({ page }) => {
  const member = await aMember('innovator');
  // Registering with a known address tells its owner so.
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Somebody');
  await page.getByLabel('Email address').fill(member.email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expectMail(member.email, '/forgot-password');
  await comeSignedIn(page, staff);
  await page.goto(`/staff/emails?to=${member.email}&kind=already_registered`);
  await page.getByRole('link', { name: 'You already have an account' }).click();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(problems(page)).toContainText('Why must not be empty');
  await page.getByRole('textbox', { name: 'Why' }).fill('She deleted it');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByText('It is on its way again.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'an earlier message' })).toBeVisible();
});

test('what each kind of mail looks like, and the jobs, are there to see', async ({ page }) => {
  await comeSignedIn(page, staff);
  await page.goto('/staff/emails/kinds');
  await checkPage(page);
  await page.getByRole('link', { name: 'Digest of matches' }).click();
  await expect(page.getByText('One team for low vision').first()).toBeVisible();
  const frame = await page.request.get('/staff/emails/kinds/digest/html');
  expect(await frame.text()).toContain('One team for low vision');
  expect(frame.headers()['content-security-policy']).toContain('sandbox');
  await page.goto('/staff/emails/suppressed');
  await expect(heading(page, 'Addresses without mail')).toBeVisible();
  await checkPage(page);
  await page.goto('/staff/jobs');
  await expect(page.getByText('Messages not yet sent')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What was given up' })).toBeVisible();
  await checkPage(page);
});
