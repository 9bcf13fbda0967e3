// Makes docs/screenshots: the main pages, light and dark, on a desktop and on a phone. Run by `npm run screenshots`.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import startExchange, { staff } from './start-exchange.ts';
import { aDraft, aListing, aSubmitted } from './support/content.ts';
import { expectMail } from './support/exchange.ts';
import { signIn } from './support/pages.ts';
import { aMember } from './support/people.ts';

const out = path.resolve(import.meta.dirname, '../../docs/screenshots');
const demonstration = { email: 'funder@example.org', password: 'demonstration' };
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 320, height: 720 } };

type Who = 'nobody' | 'innovator' | 'funder' | 'staff';
interface Shot {
  name: string;
  who: Who;
  path: string;
}

/** Opens each page as its person sees it and takes what fits in the window. */
async function takeAll(browser: Browser, shots: readonly Shot[], people: Record<Exclude<Who, 'nobody'>, Account>) {
  for (const who of ['nobody', 'innovator', 'funder', 'staff'] as const) {
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
type Account = { email: string; password: string };

async function take(page: Page, { name, path: address }: Shot): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(out, `${name}-${size}-${colorScheme}.png`) });
    }
  }
}

/** Fills what the demonstration leaves empty: a half-written draft, and listings that wait for review. */
async function shotsOf(): Promise<{ shots: Shot[]; innovator: Account }> {
  const innovator = await aMember('innovator', { name: 'Tyneside Doorstep Gardens' });
  const draft = await aDraft(innovator, { title: 'Window gardens', summary: 'Raised beds on wheels.', stage: 'pilot' });
  const whole = await aDraft(innovator, aListing({ title: 'A gardener at the window, every Tuesday' }));
  await aSubmitted(innovator, aListing({ title: 'Seeds by post, with a letter from a neighbour' }));
  const waiting = await aSubmitted(
    innovator,
    aListing({
      title: 'A title as long as a title may be, so that one sees how it breaks over lines on a telephone now',
    }),
  );
  const mail = await expectMail(demonstration.email, 'Why it fits');
  const edit = `/listings/${draft.id}/edit`;
  const shots: Shot[] = [
    { name: 'home', who: 'nobody', path: '/' },
    { name: 'search', who: 'nobody', path: '/listings?q=low+visoin&stage=pilot&stage=scale' },
    { name: 'listing', who: 'nobody', path: '/listings/nvda-a-free-screen-reader-for-windows' },
    { name: 'task-list', who: 'innovator', path: edit },
    { name: 'section', who: 'innovator', path: `${edit}/who-and-where` },
    { name: 'check', who: 'innovator', path: `/listings/${whole.id}/edit/check` },
    { name: 'review', who: 'staff', path: `/staff/review/${waiting.id}` },
    { name: 'review-queue', who: 'staff', path: '/staff/review' },
    { name: 'interests', who: 'funder', path: '/interests' },
    { name: 'matches', who: 'funder', path: '/matches' },
    { name: 'mailbox', who: 'nobody', path: `/dev/mailbox?to=${demonstration.email}` },
    { name: 'match-mail', who: 'nobody', path: `/dev/mailbox/${mail.id}` },
  ];
  return { shots, innovator };
}

const stop = await startExchange();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  mkdirSync(out, { recursive: true });
  // The folder of mails in it is made by another program.
  for (const file of readdirSync(out)) if (file.endsWith('.png')) rmSync(path.join(out, file));
  const { shots, innovator } = await shotsOf();
  await takeAll(browser, shots, { innovator, funder: demonstration, staff });
} finally {
  await browser.close();
  await stop();
}
