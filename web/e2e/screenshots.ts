// Makes docs/screenshots: every page, light and dark, on a desktop and on a phone. Run by `npm run screenshots`; names after it
// take those pages only.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import startExchange, { staff } from './start-exchange.ts';
import { signIn } from './support/pages.ts';
import { aPerson } from './support/people.ts';
import { demonstration, shotsOf, type Shot, type Who } from './support/shots.ts';

const out = path.resolve(import.meta.dirname, '../../docs/screenshots');
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 320, height: 720 } };
/** The most of a page that is kept, in pixels from its top. */
const TALLEST = { desktop: 1500, phone: 1500 };
const MOST_BYTES = 28_000;
type Account = { email: string; password: string };

/** Opens each page as its person sees it. */
async function takeAll(browser: Browser, shots: readonly Shot[], people: Record<Exclude<Who, 'nobody'>, Account>) {
  for (const who of ['nobody', 'newcomer', 'innovator', 'funder', 'staff'] as const) {
    const context = await browser.newContext({
      baseURL: process.env.E2E_WEB_URL ?? '',
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
      extraHTTPHeaders: { 'x-forwarded-for': '10.0.0.1' },
    });
    const page = await context.newPage();
    if (who !== 'nobody') await signIn(page, people[who]);
    for (const shot of shots.filter((one) => one.who === who)) await take(page, shot);
    await context.close();
  }
}

async function take(page: Page, { name, path: address }: Shot): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
  for (const size of ['desktop', 'phone'] as const) {
    await page.setViewportSize(sizes[size]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const png = await page.screenshot({ fullPage: true });
      writeFileSync(path.join(out, `${name}-${size}-${colorScheme}.webp`), await small(png, size));
    }
  }
}

/** The top of a page as a small file: a desktop's at three quarters of its size, and the better the less there is to see. */
async function small(png: Buffer, size: keyof typeof sizes): Promise<Buffer> {
  const { height } = await sharp(png).metadata();
  const { width } = sizes[size];
  const top = await sharp(png)
    .extract({ left: 0, top: 0, width, height: Math.min(height, TALLEST[size]) })
    .toBuffer();
  const image = sharp(top).resize({ width: size === 'desktop' ? 960 : width });
  for (let quality = 70; ; quality -= 10) {
    const file = await image.clone().webp({ quality, effort: 4, smartSubsample: true }).toBuffer();
    if (file.length <= MOST_BYTES || quality <= 20) return file;
  }
}

const names = process.argv.slice(2);
const stop = await startExchange();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  if (names.length === 0) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const newcomer = await aPerson('newcomer');
  const { shots, innovator } = await shotsOf();
  const chosen = names.length === 0 ? shots : shots.filter(({ name }) => names.includes(name));
  await takeAll(browser, chosen, { newcomer, innovator, funder: demonstration, staff });
} finally {
  await browser.close();
  await stop();
}
