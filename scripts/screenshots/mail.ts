// Makes docs/screenshots/mail: every kind of mail with made-up content, as its receiver sees it: light, dark, on a narrow phone, and as text.
// Run by `npm run screenshots:mail`, with the names of kinds for only some of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emailKinds, type EmailKind } from '@exchange/contracts';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { samples } from '../../workers/src/emails/samples.ts';
import { createRenderer, type Mail } from '../../workers/src/mail/render.ts';
import { root } from '../lib/packages.mjs';

const out = path.join(root, 'docs/screenshots/mail');
const places = { webUrl: 'https://exchange.example.org', apiUrl: 'https://exchange.example.org' };
const views = [
  { name: 'light', width: 680, colorScheme: 'light' },
  { name: 'dark', width: 680, colorScheme: 'dark' },
  { name: 'narrow', width: 320, colorScheme: 'light' },
] as const;
/** Kilobytes that a picture may have: it is here to be looked at, not to be printed. */
const MOST = 60;

/** A page as a picture of few colours, which is what a mail without images is. */
async function take(page: Page, file: string): Promise<void> {
  const picture = await page.screenshot({ fullPage: true });
  const small = await sharp(picture).png({ palette: true, colours: 48, compressionLevel: 9, effort: 10 }).toBuffer();
  if (small.length > MOST * 1024)
    throw new Error(`${file} would have ${Math.ceil(small.length / 1024)} kB of ${MOST}.`);
  writeFileSync(path.join(out, file), small);
}

const wanted = process.argv.slice(2);
const kinds = emailKinds.filter((kind) => wanted.length === 0 || wanted.includes(kind));
if (wanted.length === 0) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { render } = createRenderer(places);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  for (const kind of kinds) {
    const mail = { kind, data: samples[kind] } as { [K in EmailKind]: Mail & { kind: K } }[EmailKind];
    const { subject, html, text } = await render(mail);
    writeFileSync(path.join(out, `${kind}.txt`), `Subject: ${subject}\n\n${text}`);
    await page.setContent(html);
    for (const { name, width, colorScheme } of views) {
      await page.setViewportSize({ width, height: 400 });
      await page.emulateMedia({ colorScheme });
      await take(page, `${kind}-${name}.png`);
    }
  }
} finally {
  await browser.close();
}
