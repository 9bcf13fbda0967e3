// What is mailed and what follows: answering from a mail without signing in, stopping, choosing, and the same on the pages.
import { anInterest, aListing, aPublished, expectMatches } from './support/content.ts';
import { expectMail, linkIn } from './support/exchange.ts';
import { aWord, capital } from './support/made-up.ts';
import { checkPage } from './support/page-check.ts';
import { comeSignedIn, heading, hydrated } from './support/pages.ts';
import { aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** A funder who was mailed of one listing, and that mail. */
async function aMailedFunder() {
  const [funder, charity] = [await aMember('funder'), await aMember('innovator')];
  const word = aWord();
  const interest = await anInterest(funder, { q: word });
  const listing = await aPublished(charity, aListing({ title: `${capital(word)} by post` }));
  await expectMatches(funder, interest, 1);
  return { funder, charity, interest, listing, mail: await expectMail(funder.email, word) };
}

test('somebody says from a mail, without signing in, that it is not for them, and takes it back', async ({
  page,
  scripted,
}) => {
  const { listing, interest, mail } = await aMailedFunder();
  await page.goto(linkIn(mail, '/not-for-me'));
  await expect(heading(page, 'Not for you?')).toBeVisible();
  await expect(page.getByRole('link', { name: listing.title ?? '' })).toBeVisible();
  await hydrated(page, scripted);
  if (scripted) await checkPage(page);
  await page.getByRole('button', { name: 'Say it is not for us' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Wrong place').check();
  await page.getByLabel('In your words').fill('We left the North East.');
  await page.getByRole('button', { name: 'Say it is not for us' }).click();
  await expect(heading(page, 'Not for you: noted')).toBeVisible();
  await expect(page.getByText(`for “${interest.name}” again`)).toBeVisible();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await page.goto('/not-for-me?token=guessed');
  await expect(heading(page, 'This link does not work any more')).toBeVisible();
});

test('somebody stops mail by its link, and has it weekly instead', async ({ page, scripted }) => {
  const { interest, mail } = await aMailedFunder();
  await page.goto(linkIn(mail, '/unsubscribe'));
  await hydrated(page, scripted);
  await page.getByRole('button', { name: 'Stop mail about this interest' }).click();
  await expect(heading(page, 'Done: no more of this mail')).toBeVisible();
  if (scripted) await checkPage(page);
  await page.getByRole('button', { name: 'Mail me weekly instead' }).click();
  await expect(heading(page, 'Once a week, then')).toBeVisible();
  await expect(page.getByText(`about what fits “${interest.name}”`)).toBeVisible();
});

test('what was mailed stands on the pages, counted until it is read', async ({ page, scripted }) => {
  const { funder, listing, mail } = await aMailedFunder();
  await comeSignedIn(page, funder);
  await page.goto('/notifications');
  await hydrated(page, scripted);
  const link = page.getByRole('link', { name: `“${listing.title ?? ''}” fits what you look for` });
  await expect(link).toBeVisible();
  await expect(page.getByRole('link', { name: 'Notifications (1)' })).toBeVisible();
  if (scripted) {
    await checkPage(page);
    // The mail's own link does it too.
    await page.goto(linkIn(mail, '/listings/'));
    await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  } else {
    await page.getByRole('button', { name: /^Mark as read/ }).click();
    await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  }
  await page.goto('/notifications');
  await expect(page.getByRole('button', { name: /^Mark/ })).toHaveCount(0);
  await link.click();
  await expect(heading(page, listing.title ?? '')).toBeVisible();
});

test('somebody chooses what they are mailed', async ({ page, scripted }) => {
  const funder = await aMember('funder');
  await anInterest(funder, {}, 'weekly');
  await comeSignedIn(page, funder);
  await page.goto('/account/mail');
  await hydrated(page, scripted);
  await expect(page.getByText('Mail is on for your interest.')).toBeVisible();
  if (scripted) await checkPage(page);
  await page.getByLabel('Matches', { exact: true }).uncheck();
  await page.getByLabel('Reminders', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It holds from the next message on.')).toBeVisible();
  await page.goto('/interests');
  await expect(page.getByText('We mail you nothing.')).toBeVisible();
  await page.goto('/account/mail');
  await expect(page.getByLabel('Reminders', { exact: true })).not.toBeChecked();
  await expect(page.getByLabel('Reviews of your listings')).toBeChecked();
  await page.getByLabel('Matches', { exact: true }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Mail is on for your interest.')).toBeVisible();
});
