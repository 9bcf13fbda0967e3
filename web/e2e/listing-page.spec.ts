// A listing's page: every field is on it, it passes on, prints and is found; its PDF and picture are there too.
import type { Page } from '@playwright/test';
import type { Listing, ListingContent } from '@exchange/contracts';
import { aDraft, aListing, aPublished } from './support/content.ts';
import { call } from './support/exchange.ts';
import { aWord } from './support/made-up.ts';
import { comeSignedIn, heading, hydrated } from './support/pages.ts';
import { checkPage } from './support/page-check.ts';
import { aMember, asStaff } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Says something in every field. Each text has a word that stands nowhere else. */
function everyField(): { content: Required<Omit<ListingContent, 'pictures' | 'documents'>>; words: string[] } {
  const words: string[] = [];
  const say = (about: string) => {
    const word = aWord();
    words.push(word);
    return `${about} ${word}`;
  };
  const content = {
    title: say('Doorstep opticians'),
    summary: say('A van that comes to you:'),
    problem: `${say('Half of sight loss could be put right.')}\n\n${say('Few go.')}`,
    howItWorks: say('A team visits twice a year.'),
    whatIsDifferent: say('It goes where people are.'),
    innovationType: 'new_service',
    stage: 'pilot',
    serviceAreas: ['health_social_care.low_vision', 'employment_services'],
    beneficiaries: ['older_people', 'carers'],
    national: false,
    regions: ['TLC', 'TLD'],
    localAuthorities: ['E08000037'],
    couldWorkIn: ['TLE'],
    peopleHelpedPerYear: 1240,
    costPerPerson: 86,
    startedOn: '2019-05',
    replicationTerms: 'licence',
    links: [{ label: say('A day'), url: `https://example.org/${aWord()}` }],
    evidenceLevel: 2,
    evidenceAnswers: ['described', 'measured'],
    evidence: [
      {
        kind: 'evaluation',
        title: say('Two years on'),
        year: 2024,
        url: `https://example.org/${aWord()}`,
        sampleSize: 412,
        finding: say('Falls were fewer.'),
        comparisonGroup: false,
        author: say('Newcastle'),
      },
    ],
    outcomes: [{ name: say('Falls'), unit: 'falls', ours: 23, existing: 34, better: 'lower', source: say('Table 3') }],
    asks: [
      {
        kind: 'contract',
        valueMin: 50_000,
        valueMax: 200_000,
        minTermMonths: 36,
        routes: ['consortium'],
        capacityPerYear: 800,
        regions: ['TLI'],
        note: say('We can start in May.'),
      },
      {
        kind: 'investment',
        amountMin: 61_000,
        amountMax: 120_000,
        instruments: ['quasi_equity'],
        purpose: say('A van.'),
        repaymentYears: 5,
        note: say('More.'),
      },
      {
        kind: 'research',
        question: say('Fewer falls?'),
        designs: ['economic'],
        dataHeld: say('Results.'),
        budgetMin: 20_000,
        budgetMax: 60_000,
        ethicsStatus: 'in_progress',
        note: say('With us.'),
      },
      { kind: 'peers', topic: say('Others who test.'), note: say('Anywhere.') },
    ],
  } satisfies ListingContent;
  return { content, words };
}

/** How codes and figures of `everyField` read. */
const READ = [
  'Pilot',
  'A new service',
  'Low vision',
  'Employment',
  'Older people and carers',
  'North East and North West',
  'Gateshead',
  'Yorkshire and The Humber',
  '1,240 people a year',
  '£86 for each person',
  'May 2019',
  'By licence',
  'Level 2 of 5, self-assessed',
  'Correlation',
  'We have measured a change',
  'Evaluation, 2024',
  '412 people or cases, without a comparison group',
  '23 falls',
  '34 falls',
  'Lower is better',
  'A contract worth £50,000 to £200,000 a year',
  '3 years or more',
  'In a consortium',
  '800 people a year',
  'London',
  'Investment of £61,000 to £120,000',
  'Quasi-equity',
  '5 years',
  'Research with a budget of £20,000 to £60,000',
  'Economic study',
  'In progress',
  'Peers to learn from',
];

/** What the head of the page says under a name. */
const said = (page: Page, name: string) => page.locator(`head meta[property="${name}"], head meta[name="${name}"]`);

test('every field of a listing is on its page, in words, and the page passes every check', async ({
  page,
  scripted,
}) => {
  const { content, words } = everyField();
  const { slug } = await aPublished(await aMember('innovator'), content);
  await page.goto(`/listings/${slug}`);
  const shown =
    (await page.getByRole('main').innerText()) + (await page.locator('details').allTextContents()).join(' ');
  for (const text of [...words, ...READ]) expect(shown).toContain(text);
  for (const { url } of [...content.links, ...content.evidence])
    await expect(page.locator(`main a[href="${url}"]`)).toBeVisible();
  const map = page.getByRole('img', { name: /^Map of the United Kingdom: works in North West; works in part of/ });
  await expect(map).toBeVisible();
  const picture = await page.request.get((await map.getAttribute('src')) ?? '');
  expect(picture.headers()['content-type']).toBe('image/svg+xml');
  expect(await picture.text()).toContain('class="part"');
  if (scripted) await checkPage(page);
});

test('a listing is found and shared by one address, with a picture', async ({ page, request }) => {
  const owner = await aMember('innovator');
  const listing = await aPublished(owner);
  const address = `/listings/${listing.slug}`;
  const byId = await request.get(`/listings/${listing.id}`, { maxRedirects: 0 });
  expect([byId.status(), byId.headers().location]).toEqual([301, address]);

  await page.goto(address);
  const canonical = new URL(address, page.url()).href;
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', canonical);
  await expect(said(page, 'og:url')).toHaveAttribute('content', canonical);
  await expect(said(page, 'og:image:alt')).toHaveAttribute(
    'content',
    `${listing.title}, by ${owner.organisation.name}`,
  );
  await expect(said(page, 'twitter:card')).toHaveAttribute('content', 'summary_large_image');
  await expect(said(page, 'robots')).toHaveCount(0);
  const image = await request.get((await said(page, 'og:image').getAttribute('content')) ?? '');
  expect([image.status(), image.headers()['content-type']]).toEqual([200, 'image/png']);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as {
    '@graph': { '@type': string; name: string; url: string }[];
  };
  expect(data['@graph']).toMatchObject([
    { '@type': 'WebPage', url: canonical },
    { '@type': 'Service', name: listing.title, provider: { name: owner.organisation.name } },
  ]);

  expect(await (await request.get('/robots.txt')).text()).toContain(
    `Sitemap: ${new URL('/sitemap.xml', canonical).href}`,
  );
  expect(await (await request.get('/sitemap.xml')).text()).toContain(`<loc>${canonical}</loc>`);
  expect((await request.get('/sitemap-9.xml')).status()).toBe(404);
  await page.goto('/listings?stage=pilot');
  await expect(said(page, 'robots')).toHaveAttribute('content', 'noindex');
});

test('a listing is passed on: by mail, copied, as a page to print, and on paper', async ({
  page,
  context,
  request,
  scripted,
}) => {
  const listing = await aPublished(await aMember('innovator'));
  await page.goto(`/listings/${listing.slug}`);
  await hydrated(page, scripted);
  const mail = await page.getByRole('link', { name: 'Send it to a colleague' }).getAttribute('href');
  expect(decodeURIComponent(mail ?? '')).toContain(page.url());
  const pdf = await request.get(
    (await page.getByRole('link', { name: 'On one page (PDF)' }).getAttribute('href')) ?? '',
  );
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const kept = { 'if-none-match': pdf.headers().etag ?? '' };
  expect((await request.get(`/listings/${listing.slug}/pdf`, { headers: kept })).status()).toBe(304);
  if (scripted) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  } else await expect(page.getByRole('button', { name: 'Copy the link' })).toHaveCount(0);

  await page.emulateMedia({ media: 'print' });
  await expect(heading(page, listing.title ?? '')).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Send it to a colleague' })).toBeHidden();
  await expect(page.getByText(page.url())).toBeVisible();
});

test('the PDF of a draft is for its members', async ({ page, request }) => {
  const owner = await aMember('innovator');
  const draft = await aDraft(owner, aListing());
  expect((await request.get(`/listings/${draft.id}/pdf`)).status()).toBe(404);
  expect((await request.get(`/listings/${draft.id}/og.png`)).status()).toBe(404);
  await comeSignedIn(page, owner);
  await page.goto(`/listings/${draft.id}/preview`);
  const address = await page.getByRole('link', { name: 'see it on one page (PDF)' }).getAttribute('href');
  const pdf = await page.request.get(address ?? '');
  expect([pdf.status(), pdf.headers()['cache-control']]).toEqual([200, 'private, no-store']);
});

test('both assessments of the evidence are shown, and how they differ', async ({ page }) => {
  const { id, slug } = await aPublished(await aMember('innovator'), aListing({ evidenceLevel: 3 }));
  await call<Listing>('PUT', `/listings/${id}/evidence-review`, {
    token: await asStaff(),
    body: { level: 2, note: 'There was no comparison.', nextStep: 'Compare with those who wait.' },
  });
  await page.goto(`/listings/${slug}`);
  const evidence = page.getByRole('region', { name: 'Evidence' });
  await expect(evidence).toContainText('Level 3 of 5, self-assessed');
  await expect(evidence).toContainText('Level 2 of 5, reviewed');
  await expect(evidence).toContainText('The reviewer came to a level one step lower than they did.');
  await expect(evidence).toContainText('There was no comparison.');
  await expect(evidence).toContainText('Compare with those who wait.');
});
