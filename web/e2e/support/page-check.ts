// What every page is held to: axe in light and dark, a phone's width, one heading of the first level, a title.
import { expect, type Page, type Route } from '@playwright/test';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 720 };

/** Axe is a script itself: where pages are to have none, theirs are taken out of what the server sent, and axe's runs. */
export async function withoutScripts(page: Page): Promise<void> {
  const strip = async (route: Route) => {
    const request = route.request();
    // A frame's document is a mail, which has no scripts; no test waits for it, so it could outlive its test here.
    const isPage = request.resourceType() === 'document' && request.frame() === page.mainFrame();
    if (!isPage || request.method() !== 'GET') return route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    const body = (await response.text()).replace(/<script nonce[\s\S]*?<\/script>|<link[^>]*modulepreload[^>]*>/g, '');
    return route.fulfill({ response, body });
  };
  await page.route('**/*', strip);
}

/**
 * The violations of WCAG 2.2 A and AA, as lines one can act on. Axe is brought once a page, and only what it found leaves the browser: most of
 * what a check takes is otherwise spent on what was in order.
 */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    // The frame of a message holds a mail, not a page; it is checked where mail is made.
    const found = await run({ exclude: [['iframe']] }, { runOnly: tags, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
    );
  }, TAGS);
}

/** What is wider than the window, where the page can be scrolled sideways. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return wide.slice(0, 5).map((element) => `${scrollWidth} px wide: ${element.outerHTML.slice(0, 160)}`);
  });
}

/** Holds the page that is open to all of it. The window is as wide as a desktop's afterwards. */
export async function checkPage(page: Page): Promise<void> {
  const where = page.url();
  await expect(page).toHaveTitle(/Innovation Exchange/);
  await expect(page.getByRole('heading', { level: 1 }), `first headings of ${where}`).toHaveCount(1);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await violations(page), `${where} in light`).toEqual([]);
  await page.setViewportSize(PHONE);
  expect.soft(await sideways(page), `${where} on a phone`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page), `${where} in dark, on a phone`).toEqual([]);
  await page.setViewportSize(DESKTOP);
}

/** Opens pages one after the other and checks each. */
export async function checkPages(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await checkPage(page);
  }
}
