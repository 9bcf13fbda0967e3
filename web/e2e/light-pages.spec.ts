// What every public page costs a phone, and that a keyboard alone is enough to use them.
import type { Page } from '@playwright/test';
import { heading, hydrated, signIn } from './support/pages.ts';
import { aPerson } from './support/people.ts';
import { expect, test } from './support/test.ts';

const LIMIT = 60_000;
const PAGES = [
  '/',
  '/listings',
  '/listings/nvda-a-free-screen-reader-for-windows',
  '/organisations/sight-service',
  '/login',
  '/register',
  '/forgot-password',
  '/about',
  '/accessibility',
  '/privacy',
  '/dev/mailbox',
];

for (const path of PAGES) {
  test(
    `${path} loads at most ${LIMIT / 1000} kB of compressed script`,
    { tag: '@scripts' },
    async ({ page, scripted }) => {
      const sizes: Promise<number>[] = [];
      page.on('response', (response) => {
        if (!new URL(response.url()).pathname.endsWith('.js')) return;
        // As it travels: the web hands out what was compressed when it was built.
        expect(response.headers()['content-encoding']).toBe('br');
        sizes.push(
          response
            .request()
            .sizes()
            .then(({ responseBodySize }) => responseBodySize),
        );
      });
      await page.goto(path, { waitUntil: 'load' });
      await hydrated(page, scripted);
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(total, 'something was loaded').toBeGreaterThan(0);
      expect(total).toBeLessThanOrEqual(LIMIT);
    },
  );
}

/** Tabs on until the wanted element has the focus; every stop on the way shows where it is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height, bottom } = element.getBoundingClientRect();
      return {
        isWanted: element.matches(wanted),
        isShown: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 1 && height > 1 && bottom > 0,
        html: element.outerHTML.slice(0, 120),
      };
    }, selector);
    if (focus === null) continue;
    expect(focus, focus.html).toMatchObject({ isShown: true });
    if (focus.isWanted) return;
  }
  throw new Error(`${selector} cannot be reached with the Tab key`);
}

test('a keyboard alone searches, reads a result and signs in', async ({ page, scripted }) => {
  const person = await aPerson('typist');
  await page.goto('/');
  await hydrated(page, scripted);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to main content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);

  await tabTo(page, 'input[name=q]');
  await page.keyboard.type('screen reader');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=screen/);
  await expect(heading(page, 'Innovations')).toBeVisible();
  await tabTo(page, 'ol h2 a');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/listings\/[a-z]/);
  await expect(page.getByRole('heading', { name: 'What it seeks' })).toBeVisible();

  await page.goto('/');
  await tabTo(page, 'a[href="/login"]');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await hydrated(page, scripted);
  await tabTo(page, '#email');
  await page.keyboard.type(person.email);
  await tabTo(page, '#password');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Your account')).toBeVisible();
});

test('the menu of the header opens and closes with the keyboard', async ({ page, scripted }) => {
  await signIn(page, await aPerson('typist'));
  await hydrated(page, scripted);
  await tabTo(page, 'header summary');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();
});
