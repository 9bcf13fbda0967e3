// Builds the web when what it is made from is newer than the build, known by a hash of its sources.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { waitForLock } from '../lib/lock.mjs';
import { environment, root } from '../lib/packages.mjs';
import { Problem } from '../lib/problem.mjs';

const web = path.join(root, 'web');
const build = path.join(web, 'build');
const hashFile = path.join(build, '.sources');

/** What the build is made from. */
const sources = [
  'web/src',
  'web/static',
  'web/vite.config.ts',
  'web/package.json',
  'contracts/src',
  'package-lock.json',
];

/**
 * Builds the web unless the build is of these very sources. It is made beside its place and moved there whole, so
 * that an interrupted one is never served.
 * @param signal ends it
 * @returns whether it was built
 */
export async function buildWeb(logFile: string, say: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  const hash = hashSources();
  if (isBuiltFrom(hash)) return false;
  try {
    const release = await waitForLock(path.join(web, '.build.lock'), (holder) => {
      say(`Another process (${holder}) is building the web; waiting for it …`);
    });
    try {
      if (isBuiltFrom(hash)) return false;
      await makeBuild(hash, logFile, say, signal);
      return true;
    } finally {
      release();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new Problem(
      `The web has to be built in ${web}, where this user may not write: run the command as the folder's owner.`,
    );
  }
}

const isBuiltFrom = (hash: string) => existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash;

async function makeBuild(
  hash: string,
  logFile: string,
  say: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  say('Building the web (half a minute) …');
  const draft = path.join(web, '.build.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.dirname(logFile), { recursive: true });
  const { code, output } = await runVite(draft, logFile, signal);
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const lines = output
      .trim()
      .split('\n')
      .slice(-15)
      .map((line) => `    ${line}`);
    throw new Problem(`The web could not be built; its last lines:\n${lines.join('\n')}\nThe whole log: ${logFile}`);
  }
  writeFileSync(path.join(draft, '.sources'), hash);
  rmSync(build, { recursive: true, force: true });
  renameSync(draft, build);
}

function runVite(out: string, logFile: string, signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const log = createWriteStream(logFile, { flags: 'a' });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build'], {
      cwd: web,
      env: { ...environment(), WEB_BUILD_OUT: path.relative(web, out), NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        log.write(chunk);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      log.end();
      resolve({ code, output });
    });
  });
}

function hashSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap((source) => listFiles(path.join(root, source)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(file: string): string[] {
  if (!existsSync(file)) return [];
  const entries = path.extname(file) ? undefined : readdirSync(file, { recursive: true, withFileTypes: true });
  if (!entries) return [file];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
