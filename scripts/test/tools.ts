// The two programs the tests need beside Node packages: a browser and a Redis server. Found, or else installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { root } from '../lib/packages.mjs';
import { Problem } from '../lib/problem.mjs';

/** Chromium without what draws windows, by its program and its package: the journeys cost it a third less work. */
const LIGHT = 'chromium-headless-shell';
const browsers = [LIGHT, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export interface Tools {
  /** Where the browser is; undefined means Playwright's own. */
  browser: string | undefined;
}

/** Finds what the steps to come need, and installs what is missing. @throws Problem that names what cannot be had */
export function ensureTools(needs: { browser: boolean; redis: boolean }): Tools {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isExecutable(given)) {
    throw new Problem(`CHROMIUM_PATH names ${given}, which cannot be run: put it right, or unset it.`);
  }
  const findBrowser = () => given || findProgram(browsers);
  const hasBrowser = () => findBrowser() !== undefined || existsSync(chromium.executablePath());
  const hasRedis = () => findProgram(['redis-server']) !== undefined;
  const missing: string[] = [];
  if (needs.browser && !given && !findProgram([LIGHT])) missing.push(LIGHT);
  if (needs.redis && !hasRedis()) missing.push('redis-server');
  if (missing.length > 0 && canUseApt()) installByApt(missing);
  // Not every system has the light one.
  if (needs.browser && !hasBrowser() && canUseApt()) installByApt(['chromium']);
  if (needs.browser && !hasBrowser()) installPlaywrightBrowser();
  if (needs.browser && !hasBrowser()) {
    throw new Problem(
      'The journeys need a browser, and none could be had: install Chromium, or set CHROMIUM_PATH to one.',
    );
  }
  if (needs.redis && !hasRedis()) {
    throw new Problem(
      'The tests of the queue need a Redis server, and none could be had: install one, so that redis-server is in PATH.',
    );
  }
  return { browser: needs.browser ? findBrowser() : undefined };
}

/** The full path of the first of `names` that PATH has. */
function findProgram(names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const canUseApt = () => process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined;

function installByApt(packages: string[]): void {
  console.log(`  Installing ${packages.join(' and ')} from the system's packages …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // One by one, so that one that a system does not know keeps no other away.
  for (const args of [['update'], ...packages.map((name) => ['install', '-y', '--no-install-recommends', name])]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8', maxBuffer: 100_000_000 });
    // Not fatal yet: it may be had another way, and if not, that is said with its name.
    if (status !== 0)
      console.log(`  apt-get ${args[0] ?? ''} did not succeed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  }
}

function installPlaywrightBrowser(): void {
  console.log("  Downloading Playwright's own Chromium …");
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
