// Playwright's test, which also fails when a page complains: errors in its console, broken policies, dialogs.
import { randomInt } from 'node:crypto';
import { expect, test as base, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test';

interface Fixtures {
  /** Whether pages run their scripts in this project. */
  scripted: boolean;
  /** What pages complained of; read when the test ends. */
  complaints: string[];
  /** Another person's browser, at the home page of nothing yet. */
  newVisitor: () => Promise<Page>;
}

/**
 * Chromium notes every answer of 400 and more: pages give those on purpose, scripts and styles never do. It notes that
 * Playwright's own scripts may not run in the frame that shows a message, and that a busy machine was slow to use a font.
 */
function isExpected(message: ConsoleMessage): boolean {
  const text = message.text();
  if (text.startsWith('Failed to load resource')) return !message.location().url.includes('/_app/');
  if (text.includes('was preloaded using link preload but not used')) return true;
  return /^Blocked script execution in '[^']*\/(?:dev\/mailbox|staff\/emails)\/[^']*\/html'/.test(text);
}

function listen(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || isExpected(message)) return;
    complaints.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url() ?? ''}: ${error.error().message}`));
  context.on('dialog', (dialog) => {
    complaints.push(`${dialog.page()?.url() ?? ''}: a dialog said “${dialog.message()}”`);
    void dialog.dismiss();
  });
}

export const test = base.extend<Fixtures>({
  // Each test comes from an address of its own, as behind a proxy: what one guesses does not slow the others down.
  extraHTTPHeaders: async ({ browserName: _any }, use) => {
    const address = ['10', ...Array.from({ length: 3 }, () => String(randomInt(256)))].join('.');
    await use({ 'x-forwarded-for': address });
  },
  scripted: async ({ browserName: _any }, use, { project }) => use(project.name === 'with-javascript'),
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      listen(context, complaints);
      await use(complaints);
      expect(complaints, 'what the pages complained of').toEqual([]);
    },
    { auto: true },
  ],
  newVisitor: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      listen(context, complaints);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
