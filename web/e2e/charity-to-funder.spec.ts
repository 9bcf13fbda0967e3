// The exchange's main job, whole: a charity lists, staff publish, a funder is mailed, finds it, and stops the mail.
import type { Page } from '@playwright/test';
import { aPublished, aListing, anInterest, expectFound, expectMatches } from './support/content.ts';
import { apiUrl, expectMail, linkIn, mailTo } from './support/exchange.ts';
import { aCharityNumber, anAddress, aWord, capital, misspelt } from './support/made-up.ts';
import { choose, comeSignedIn, field, heading, problems, saveSection, signIn } from './support/pages.ts';
import { aMember, password } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

/** Registers and verifies on the pages, with the link of the mail. */
async function register(page: Page, name: string, email: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(heading(page, 'Check your email')).toBeVisible();
  await page.goto(linkIn(await expectMail(email, '/verify-email'), '/verify-email'));
  await page.getByLabel('Password').fill('what somebody else chose');
  await page.getByRole('button', { name: 'Verify my address' }).click();
  await expect(problems(page)).toContainText('Password must be the one that you chose when you signed up');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Verify my address' }).click();
  await expect(page.getByText('Your email address is verified')).toBeVisible();
  await expect(heading(page, 'Your account')).toBeVisible();
}

/** Adds an organisation, with a wrong number at first. */
async function addOrganisation(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Add an organisation' }).click();
  await field(page, 'Name').fill(name);
  await choose(page, 'What it does here', 'Innovator');
  await page.getByLabel('Legal form').selectOption('Charity (trust or unincorporated)');
  await page.getByLabel('Register 1').selectOption('Charity number (England and Wales)');
  await page.getByLabel('Number 1').fill('12-34');
  await choose(page, 'Where it works', 'North East');
  await field(page, 'Description').fill('We bring the garden to those who cannot go out.');
  await page.getByRole('button', { name: 'Add organisation' }).click();

  const message = /Charity number must be 6 or 7 numbers/;
  await expect(page).toHaveTitle(/^Error: /);
  const number = page.getByLabel('Number 1');
  await expect(number).toHaveAccessibleDescription(message);
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  await problems(page).getByRole('link', { name: message }).click();
  await expect(number).toBeFocused();
  await expect(number).toHaveValue('12-34');
  await expect(field(page, 'Name')).toHaveValue(name);
  await expect(page.getByLabel('Register 1')).toHaveValue('GB-CHC');
  await expect(field(page, 'Description')).toHaveValue('We bring the garden to those who cannot go out.');
  await expect(page.getByRole('group', { name: 'What it does here' }).getByLabel('Innovator')).toBeChecked();
  await expect(page.getByRole('group', { name: 'Where it works' }).getByLabel('North East')).toBeChecked();

  await number.fill(aCharityNumber());
  await page.getByRole('button', { name: 'Add organisation' }).click();
  await expect(page.getByRole('heading', { level: 3, name })).toBeVisible();
}

/** Writes all six sections, but leaves out how it works and the highest amount. */
async function writeListing(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'List an innovation' }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Start the listing' }).click();

  await expect(heading(page, 'About it')).toBeVisible();
  await page.getByLabel('Summary').fill('Raised beds on wheels come to the window of people who cannot go out.');
  await choose(page, 'What kind of innovation it is', 'A new service');
  await saveSection(page);

  await expect(heading(page, 'The problem and how it works')).toBeVisible();
  await page.getByLabel('The problem it answers').fill('Who stays in bed loses the seasons.');
  await saveSection(page);

  await expect(heading(page, 'Who it helps and where')).toBeVisible();
  await choose(page, 'Service areas', 'Home care');
  await choose(page, 'Who it helps', 'Older people');
  await choose(page, 'Regions and nations where it works now', 'North East');
  await saveSection(page);

  await expect(heading(page, 'Stage and evidence')).toBeVisible();
  await page.getByRole('group', { name: 'Stage', exact: true }).getByLabel('Pilot').check();
  await choose(
    page,
    'What is true of your evidence',
    'We can say what we do, why it should work, and what has come of it',
  );
  await saveSection(page);

  await expect(heading(page, 'Outcomes')).toBeVisible();
  await saveSection(page);

  await choose(page, 'What do you seek', 'Investment');
  await page.getByLabel('Lowest amount').fill('50,000');
  await choose(page, 'Kind of investment', 'Grant');
  await saveSection(page);
  await expect(heading(page, 'Pictures and documents')).toBeVisible();
  await saveSection(page);
  await expect(heading(page, 'Check and submit')).toBeVisible();
}

/** Submits it incomplete, mends what is listed by the links there, and submits it. */
async function submitListing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit for review' }).click();
  const needed = page.getByRole('alert');
  await expect(needed.getByRole('heading')).toHaveText('2 things still needed');
  await expect(needed.getByRole('link')).toHaveText([/how it works/i, /highest amount/i]);

  await needed.getByRole('link', { name: /how it works/i }).click();
  const how = page.getByLabel('How it works');
  await expect(page).toHaveURL(/#howItWorks$/);
  await how.fill('A gardener rolls it to the window and they plant together.');
  await page.getByRole('button', { name: 'Save and go back to the sections' }).click();

  await page.getByRole('link', { name: 'Check and submit' }).click();
  await page.getByRole('link', { name: /highest amount/i }).click();
  await page.getByLabel('Highest amount').fill('£120,000');
  await saveSection(page);
  await expect(heading(page, 'Pictures and documents')).toBeVisible();
  await saveSection(page);
  await expect(page.getByText('still needed')).toHaveCount(0);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await expect(page.getByText('Submitted. We review it')).toBeVisible();
}

/** Opens a listing from the review queue. */
async function openReview(page: Page, title: string): Promise<void> {
  await page.goto('/staff/review');
  await page.getByRole('link', { name: title }).click();
  await expect(heading(page, title)).toBeVisible();
}

test('a charity lists, staff publish, and the funder whose interest fits is mailed', async ({ page, newVisitor }) => {
  test.slow();
  const word = aWord();
  const title = `Window gardens of ${capital(word)}`;
  const charity = { name: 'Amina Charity', email: anAddress('charity') };
  const note = 'Say who the gardeners are, and how they are trained.';
  const funder = await aMember('funder');
  const other = await aMember('funder');
  const [funderPage, staffPage] = [await newVisitor(), await newVisitor()];

  await test.step('the funder saves an interest that is mailed at once', async () => {
    await signIn(funderPage, funder);
    await funderPage.getByRole('link', { name: 'Interests' }).click();
    await funderPage.getByRole('link', { name: 'Set up an interest' }).click();
    await field(funderPage, 'Name').fill('Gardens that come to people');
    await choose(funderPage, 'They seek', 'Investment');
    await field(funderPage, 'Investment, from').fill('25,000');
    await field(funderPage, 'Investment, to').fill('250,000');
    await choose(funderPage, 'Regions and nations', 'North East');
    await funderPage.getByText('Words, and what to leave out').click();
    await field(funderPage, 'Words').fill(word);
    await funderPage.getByRole('group', { name: 'How often we mail you' }).getByLabel('At once').check();
    await funderPage.getByRole('button', { name: 'See what it would have found' }).click();
    await expect(funderPage.getByText(/^0 innovations published since .* fit\. Nothing is saved yet/)).toBeVisible();
    await funderPage.getByRole('button', { name: 'Save this interest' }).click();
    await expect(funderPage.getByRole('heading', { name: 'Gardens that come to people' })).toBeVisible();
    await expect(funderPage.getByText('We mail you each time an innovation that fits is published.')).toBeVisible();
  });
  const control = await anInterest(other, { q: word });

  await test.step('the charity registers, adds its organisation and writes a listing', async () => {
    await register(page, charity.name, charity.email);
    await addOrganisation(page, `${capital(word)} Trust`);
    await writeListing(page, title);
    await submitListing(page);
  });

  await test.step('staff ask for changes', async () => {
    await comeSignedIn(staffPage, staff);
    await openReview(staffPage, title);
    await staffPage.getByLabel('What should change').fill(note);
    await staffPage.getByRole('button', { name: 'Ask for changes' }).click();
    await expect(staffPage.getByText('Sent back.')).toBeVisible();
  });

  await test.step('the charity reads the note, changes the listing and submits it again', async () => {
    expect((await expectMail(charity.email, note)).text).toContain(title);
    await page.reload();
    await expect(page.getByText(note)).toBeVisible();
    await page.getByRole('link', { name: 'The problem and how it works' }).click();
    await field(page, 'What is different about it').fill('The gardeners are neighbours, trained for a week.');
    await page.getByRole('button', { name: 'Save and go back to the sections' }).click();
    await page.getByRole('link', { name: 'Check and submit' }).click();
    await page.getByRole('button', { name: 'Submit for review' }).click();
    await expect(page.getByText('Submitted. We review it')).toBeVisible();
  });

  await test.step('staff publish', async () => {
    await openReview(staffPage, title);
    await staffPage.getByRole('button', { name: 'Publish' }).click();
    await expect(problems(staffPage)).toContainText('Tick every point, or ask for changes');
    for (const point of await staffPage.getByRole('checkbox').all()) await point.check();
    await staffPage.getByRole('button', { name: 'Publish' }).click();
    await expect(staffPage.getByText('Published. Its author is mailed')).toBeVisible();
    await expectMail(charity.email, 'published');
  });

  await test.step('the funder finds it by a misspelt word', async () => {
    await expectFound(`q=${word}`, 1);
    await funderPage.goto('/');
    await funderPage.getByLabel('Search innovations').fill(misspelt(word));
    await funderPage.getByRole('button', { name: 'Search innovations' }).click();
    await expect(funderPage.getByRole('status')).toContainText(`for ${word}`);
    await funderPage.getByRole('link', { name: title }).click();
    await expect(heading(funderPage, title)).toBeVisible();
    await expect(funderPage.getByRole('heading', { name: 'Investment of £50,000 to £120,000' })).toBeVisible();
  });

  await test.step('the funder gets the mail, opens its match and marks it', async () => {
    const mail = await expectMail(funder.email, title);
    expect(mail.text).toContain('invest £25,000–£250,000');
    await funderPage.goto('/dev/mailbox');
    await funderPage.getByLabel('Only mail to').fill(funder.email);
    await funderPage.getByRole('button', { name: 'Show' }).click();
    await funderPage.getByRole('link', { name: mail.subject }).click();
    const message = funderPage.frameLocator('iframe[title="The message"]');
    await expect(message.getByText(title).first()).toBeVisible();
    const match = new URL(linkIn(mail, '/matches/')).pathname;
    await funderPage.getByRole('region', { name: 'As text' }).locator(`a[href*="${match}"]`).click();
    await expect(heading(funderPage, 'Why this fits')).toBeVisible();
    await expect(funderPage.getByRole('list', { name: 'Why it fits' })).toContainText(/you invest £25,000/);
    await funderPage.getByRole('button', { name: 'Shortlist' }).click();
    await expect(funderPage.getByText('Shortlisted', { exact: true })).toBeVisible();
  });

  await test.step('opening the link stops nothing, its button does, and the interest stays', async () => {
    const mail = await expectMail(funder.email, title);
    await funderPage.goto(linkIn(mail, '/unsubscribe'));
    await expect(funderPage.getByText('Gardens that come to people', { exact: false })).toBeVisible();
    await funderPage.reload();
    await expect(funderPage.getByText('is stopped already')).toHaveCount(0);
    await funderPage.getByRole('button', { name: 'Stop mail about this interest' }).click();
    await expect(heading(funderPage, 'Done: no more of this mail')).toBeVisible();
    await funderPage.goto('/interests');
    await expect(funderPage.getByRole('heading', { name: 'Gardens that come to people' })).toBeVisible();
    await expect(funderPage.getByText('We mail you nothing.')).toBeVisible();
  });

  await test.step('a second listing that fits is matched, and mailed to the other funder only', async () => {
    const owner = await aMember('innovator');
    const second = await aPublished(owner, aListing({ title: `More of ${word} for all` }));
    await expectMail(other.email, second.title!);
    await expectMatches(other, control, 2);
    await funderPage.goto('/matches');
    await expect(funderPage.getByRole('link', { name: second.title! }).first()).toBeVisible();
    expect((await mailTo(funder.email)).filter(({ text }) => text.includes(second.title!))).toEqual([]);
  });

  await test.step("one click in the other funder's mail program stops theirs", async () => {
    const { headers } = await expectMail(other.email, title);
    const [name, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === 'list-unsubscribe') ?? [];
    expect(name).toBeDefined();
    const address = /<(https?:[^>]+)>/.exec(value!)?.[1];
    expect(address).toContain(`${apiUrl()}/unsubscribe?token=`);
    const answer = await fetch(address!, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer.status).toBe(200);
    await funderPage.goto(linkIn(await expectMail(other.email, title), '/unsubscribe'));
    await expect(funderPage.getByText('is stopped already')).toBeVisible();
  });
});
