// Every page through axe in light and dark, on a phone too; signed out and as each kind of person, with errors and empty.
import type { Page } from '@playwright/test';
import { aDraft, aListing, anInterest, aPublished, aSubmitted, expectFound, expectMatches } from './support/content.ts';
import { expectMail, linkIn } from './support/exchange.ts';
import { aWord } from './support/made-up.ts';
import { comeSignedIn, hydrated, problems } from './support/pages.ts';
import { checkPage, checkPages, withoutScripts } from './support/page-check.ts';
import { aMember, aPerson } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

test.use({ javaScriptEnabled: true });
test.beforeEach(async ({ page, scripted }) => {
  if (!scripted) await withoutScripts(page);
});

/** Sends a form as it is and checks the page with its problems. */
async function checkWithProblems(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await expect(problems(page)).toBeVisible();
  await checkPage(page);
}

test('a button that says nothing is found out', { tag: '@scripts' }, async ({ page }) => {
  await page.goto('/about');
  await hydrated(page, true);
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  await expect(checkPage(page)).rejects.toThrow(/button-name: /);
});

test('the pages that everybody sees', async ({ page, scripted }) => {
  test.slow();
  await checkPages(page, [
    '/',
    '/listings?q=visoin&stage=pilot&stage=scale',
    '/listings/nvda-a-free-screen-reader-for-windows',
    '/login?next=%2Finterests',
    '/register',
  ]);
  if (!scripted) return;
  await checkPages(page, [
    '/listings?page=2',
    '/listings?q=zzqxjjwv&stage=pilot',
    '/listings?q=vision+zzqxjjwv&amountMin=10000&amountMax=50000',
    '/listings?amountMin=2&amountMax=1',
    '/about',
    '/accessibility',
    '/privacy',
    '/forgot-password',
    '/reset-password?token=x',
    '/reset-password',
    '/verify-email?token=x',
    '/verify-email',
    '/unsubscribe',
    '/organisations/sight-service',
    '/dev/mailbox',
    '/dev/mailbox?to=nobody',
    '/nothing-here',
  ]);
  await page.goto('/login?message=verified');
  await checkWithProblems(page, 'Sign in');
  await page.goto('/register');
  await checkWithProblems(page, 'Create account');
});

test('the pages of who lists', async ({ page, scripted }) => {
  test.slow();
  const owner = await aMember('innovator');
  await comeSignedIn(page, owner);
  const listings = `/organisations/${owner.organisation.slug}/listings`;
  if (scripted) await checkPages(page, [listings, '/matches?side=listing']);
  const draft = await aDraft(owner, { title: 'Half written' });
  const edit = `/listings/${draft.id}/edit`;
  await checkPages(page, [edit, `${edit}/asks`, `${edit}/who-and-where`]);
  if (!scripted) return;
  await page.goto(`${edit}/check`);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await expect(problems(page)).toBeVisible();
  await checkPage(page);
  const whole = await aDraft(
    owner,
    aListing({
      links: [{ label: 'Our website', url: 'https://example.org/a/very/long/address/that/does/not/break/by/itself' }],
      evidence: [{ kind: 'evaluation', title: 'Two years on', finding: 'Fewer falls.' }],
      outcomes: [{ name: 'Falls a year', ours: 3, existing: 5, unit: 'falls', better: 'lower' }],
      asks: [
        { kind: 'contract', valueMin: 1000, valueMax: 5000, routes: ['direct'], regions: [] },
        { kind: 'investment', amountMin: 1000, amountMax: 5000, instruments: [] },
        { kind: 'research', question: 'Does it last?', designs: ['rct'] },
        { kind: 'peers', topic: 'Rural places' },
      ],
    }),
  );
  const sections = ['about', 'how-it-works', 'stage-and-evidence', 'outcomes', 'asks', 'check'];
  await checkPages(page, [...sections.map((section) => `/listings/${whole.id}/edit/${section}`)]);
  await checkPages(page, [`/listings/${whole.id}/preview`, `/listings/${whole.id}/history`]);
  await page.goto(`/listings/${whole.id}/edit/about`);
  await page.getByLabel('Title', { exact: true }).fill('Long '.repeat(30));
  await checkWithProblems(page, 'Save and continue');
  await page.goto('/listings/new');
  await checkWithProblems(page, 'Start the listing');
  const published = await aPublished(owner);
  await checkPages(page, [`/listings/${published.slug}`, `/listings/${published.id}/edit`, listings, '/account']);
});

test('the pages of somebody without an organisation', async ({ page, scripted }) => {
  await comeSignedIn(page, await aPerson('newcomer'));
  await checkPages(page, ['/account', '/organisations/new?next=%2Finterests']);
  if (!scripted) return;
  await checkWithProblems(page, 'Add organisation');
});

test('the pages of who funds', async ({ page, scripted }) => {
  test.slow();
  const [funder, owner] = [await aMember('funder'), await aMember('innovator')];
  await comeSignedIn(page, funder);
  if (scripted) await checkPages(page, ['/interests', '/matches']);
  const word = aWord();
  const interest = await anInterest(funder, {
    q: word,
    asks: ['investment'],
    investment: { min: 100_000, max: 200_000 },
  });
  await aPublished(owner, aListing({ title: `A ${word} for everybody`, summary: 'Long words: '.repeat(20) }));
  await expectFound(`q=${word}`, 1);
  await expectMatches(funder, interest, 1);
  const mail = await expectMail(funder.email, word);
  await checkPages(page, ['/matches', new URL(linkIn(mail, '/matches/')).pathname, '/interests/new']);
  if (!scripted) return;
  await checkWithProblems(page, 'Save this interest');
  await page.goto(`/interests/${interest.id}/edit`);
  await page.getByRole('button', { name: 'See what it would have found' }).click();
  await expect(page.getByRole('heading', { name: 'What it would have found' })).toBeVisible();
  await checkPage(page);
  await checkPages(page, ['/interests', `/dev/mailbox?to=${funder.email}`, `/dev/mailbox/${mail.id}`]);
  await page.goto(linkIn(mail, '/unsubscribe'));
  await checkPage(page);
  await page.getByRole('button', { name: 'Stop mail about this interest' }).click();
  await expect(page.getByRole('heading', { name: /^Done/ })).toBeVisible();
  await checkPage(page);
  await page.goto('/matches');
  await page.locator('summary').filter({ hasText: 'Not for us' }).click();
  await checkWithProblems(page, 'Say it is not for us');
});

test('the pages of the exchange team', async ({ page, scripted }) => {
  test.slow();
  const listing = await aSubmitted(await aMember('innovator'));
  await comeSignedIn(page, staff);
  await checkPages(page, [`/staff/review/${listing.id}`]);
  if (!scripted) return;
  await checkWithProblems(page, 'Publish');
  await checkPages(page, ['/staff/review', '/staff/organisations', '/staff/emails', '/staff/emails?to=nobody']);
  await checkPages(page, ['/staff/fairness']);
});
