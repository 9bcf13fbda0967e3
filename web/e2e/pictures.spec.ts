// Pictures and documents of a listing: added, put in order, taken out and back, published and looked at; and files that are no good.
import { writeFileSync } from 'node:fs';
import { aDraft, aListing } from './support/content.ts';
import { call } from './support/exchange.ts';
import { aPdf, aPicture, aProgram, type ChosenFile } from './support/files.ts';
import { checkPage } from './support/page-check.ts';
import { heading, hydrated, problems, signIn } from './support/pages.ts';
import { aMember, asStaff } from './support/people.ts';
import { expect, test } from './support/test.ts';
import type { Listing } from '@exchange/contracts';
import type { Page } from '@playwright/test';

const van = aPicture('van.png', [400, 300], [11, 79, 74]);
const group = aPicture('group.png', [150, 200], [242, 182, 60]);
const report = aPdf('annual-report_2006.pdf', 240_000);

const part = (page: Page, what: 'picture' | 'document') =>
  page.getByRole('group', { name: new RegExp(`^Add (a|another) ${what}$`) });
const add = (page: Page, what: 'picture' | 'document') =>
  part(page, what).getByRole('button', { name: `Add the ${what}` });
const goOn = (page: Page) => page.getByRole('button', { name: 'Save and continue' }).click();

async function addPicture(page: Page, file: ChosenFile | string, shows: string, caption = ''): Promise<void> {
  const form = part(page, 'picture');
  await form.getByLabel('What it shows').fill(shows);
  await form.getByLabel('Caption').fill(caption);
  await form.getByLabel('Picture', { exact: true }).setInputFiles(file);
  await add(page, 'picture').click();
}

/** What the pictures are said to show, in their order. */
const order = (page: Page) =>
  page
    .getByRole('list')
    .getByRole('img')
    .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt));

async function open(page: Page, scripted: boolean): Promise<{ listing: Listing; token: string }> {
  const owner = await aMember('innovator');
  const listing = await aDraft(owner, aListing());
  await signIn(page, owner);
  await page.goto(`/listings/${listing.id}/edit/pictures`);
  await hydrated(page, scripted);
  return { listing, token: owner.token };
}

test('pictures and a document, from the form to the public page', async ({ page, newVisitor, scripted }) => {
  const { listing, token } = await open(page, scripted);
  await addPicture(page, van, 'The van that brings lamps', 'In Gateshead, 2006');
  await expect(page.getByText('The picture is added.')).toBeVisible();
  await addPicture(page, group, 'Twelve people at the Tuesday group');
  await expect(page.getByText('group.png')).toBeVisible();
  await page.getByLabel('Document', { exact: true }).setInputFiles(report);
  await add(page, 'document').click();
  await expect(page.getByText('The document is added.')).toBeVisible();
  expect(await order(page)).toEqual(['The van that brings lamps', 'Twelve people at the Tuesday group']);
  if (scripted) await checkPage(page);

  // What was typed goes along with a move.
  await page.getByRole('group', { name: 'The pictures' }).getByLabel('Caption').nth(1).fill('Every Tuesday');
  await page.getByRole('button', { name: /^Move up/ }).click();
  await expect(page.getByText('It is number 1 now.')).toBeVisible();
  expect(await order(page)).toEqual(['Twelve people at the Tuesday group', 'The van that brings lamps']);
  await page.getByRole('button', { name: /^Take out\s*picture 1/ }).click();
  await expect(page.getByText('Taken out: Twelve people at the Tuesday group')).toBeVisible();
  expect(await order(page)).toEqual(['The van that brings lamps']);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByText('It is back where it was.')).toBeVisible();
  expect(await order(page)).toEqual(['Twelve people at the Tuesday group', 'The van that brings lamps']);

  await call('POST', `/listings/${listing.id}/submit`, { token });
  const { slug } = await call<Listing>('POST', `/listings/${listing.id}/publish`, { token: await asStaff() });
  const reader = await newVisitor();
  await reader.goto(`/listings/${slug!}`);
  const pictures = reader.getByRole('region', { name: 'Pictures' });
  await expect(pictures.getByText('Every Tuesday')).toBeVisible();
  await expect(pictures.getByText('In Gateshead, 2006')).toBeVisible();
  const lead = pictures.getByRole('img', { name: 'Twelve people at the Tuesday group' });
  await expect.poll(() => lead.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  expect(await lead.evaluate((image: HTMLImageElement) => image.currentSrc)).toContain('/files/');
  await expect(reader.getByText('(PDF, 240 kB)')).toBeVisible();
  const href = (await reader.getByRole('link', { name: 'annual report 2006' }).getAttribute('href'))!;
  const got = await reader.request.get(href);
  expect((await got.body()).equals(report.buffer)).toBe(true);
  expect(got.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(got.headers()['content-disposition']).toMatch(/^attachment; filename="annual-report_2006\.pdf"/);
  if (scripted) await checkPage(reader);
});

test('files that are no good are named, and nothing typed is lost', async ({ page, scripted }, testInfo) => {
  await open(page, scripted);
  const broken = { ...van, buffer: van.buffer.subarray(0, van.buffer.length - 30) };
  // Without scripts nothing stops it before it is sent: what was typed comes back all the same, however large it is.
  const large = testInfo.outputPath('large.png');
  writeFileSync(large, Buffer.concat([van.buffer, Buffer.alloc(scripted ? 10_000_000 : 26_000_000)]));
  for (const [file, said] of [
    [broken, /The picture is damaged/],
    [large, /The picture must be 10 MB or less/],
    [{ ...van, buffer: Buffer.alloc(0) }, /The picture is empty/],
    [aProgram('van.png'), /The picture must be a picture in JPEG/],
  ] as const) {
    await addPicture(page, file, 'The van that brings lamps', 'In Gateshead');
    await expect(problems(page)).toContainText(said);
    const form = part(page, 'picture');
    await expect(form.getByLabel('What it shows')).toHaveValue('The van that brings lamps');
    await expect(form.getByLabel('Caption')).toHaveValue('In Gateshead');
  }
  await page.getByLabel('Document', { exact: true }).setInputFiles(aProgram('report.pdf'));
  await add(page, 'document').click();
  await expect(page.getByText('The document is not what its name says').first()).toBeVisible();
  if (scripted) await checkPage(page);
  await page.getByLabel('Picture', { exact: true }).setInputFiles([]);
  await add(page, 'picture').click();
  await expect(page.getByRole('listitem').getByText('The picture must be chosen')).toBeVisible();
});

test('a form without files takes no more than a form needs', async ({ page, baseURL }) => {
  const headers = { origin: baseURL! };
  const sent = await page.request.post('/login', { headers, form: { email: 'x'.repeat(600_000) } });
  expect(sent.status()).toBe(413);
});

test('a picture is dragged to another place, and what was typed goes along when one continues', async ({
  page,
  scripted,
}) => {
  await page.setViewportSize({ width: 1280, height: 1800 });
  await open(page, scripted);
  await addPicture(page, van, 'First');
  await expect(page.getByText('van.png')).toBeVisible();
  await addPicture(page, group, 'Second');
  await expect(page.getByText('group.png')).toBeVisible();
  // From the top, where the whole list is in sight.
  await page.goto(new URL(page.url()).pathname);
  await hydrated(page, scripted);
  const rows = page.getByRole('group', { name: 'The pictures' });
  const handle = rows.getByTitle('Drag to put it elsewhere').nth(1);
  if (!scripted) {
    // Nothing is shown that would not work.
    await expect(rows.getByRole('button', { name: /^Move up/ })).toBeVisible();
    await expect(handle).toBeHidden();
    return;
  }
  await handle.dragTo(rows.getByRole('listitem').first());
  await expect.poll(() => order(page)).toEqual(['Second', 'First']);
  await rows.getByLabel('What it shows').first().fill('Second, better said');
  await goOn(page);
  await expect(heading(page, /Check/)).toBeVisible();
  await page.goBack();
  await expect.poll(() => order(page)).toEqual(['Second, better said', 'First']);
});

test('whatever button is pressed, nothing typed elsewhere on the page is lost', async ({ page, scripted }) => {
  const { listing } = await open(page, scripted);
  await addPicture(page, van, 'First');
  await expect(page.getByText('van.png')).toBeVisible();
  await page.getByRole('group', { name: 'The pictures' }).getByLabel('What it shows').fill('First, better said');
  await part(page, 'picture').getByLabel('What it shows').fill('The group');
  await part(page, 'document').getByLabel('Title').fill('Our year');
  await part(page, 'document').getByLabel('Document', { exact: true }).setInputFiles(report);
  await add(page, 'document').click();
  await expect(page.getByText('The document is added.')).toBeVisible();
  expect(await order(page)).toEqual(['First, better said']);
  await expect(page.getByRole('group', { name: 'The documents' }).getByLabel('Title')).toHaveValue('Our year');
  await expect(part(page, 'document').getByLabel('Title')).toHaveValue('');
  await expect(part(page, 'picture').getByLabel('What it shows')).toHaveValue('The group');

  await goOn(page);
  await expect(problems(page)).toContainText('The picture must be chosen; or empty what you wrote of it');
  await part(page, 'picture').getByLabel('Picture', { exact: true }).setInputFiles(group);
  await goOn(page);
  await expect(heading(page, /Check/)).toBeVisible();
  await page.goto(`/listings/${listing.id}/edit/pictures`);
  expect(await order(page)).toEqual(['First, better said', 'The group']);
});
