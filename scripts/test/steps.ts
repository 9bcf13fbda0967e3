// The steps of `npm test`, in order, and how each is counted.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment, root } from '../lib/packages.mjs';

export interface Count {
  passed: number;
  failed: number;
}

/** The parts we read of the reports of Vitest and of Playwright. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  stats: { expected: number; flaky: number; unexpected: number };
}

export interface Step {
  /** What `--only=` calls it. */
  name: 'format' | 'lint' | 'types' | 'unit' | 'build' | 'journeys';
  title: string;
  needs: { browser?: true; redis?: true };
  /** Steps of the two lanes run side by side before all others, those of one lane in order; what each says comes when it ends. */
  lane?: 1 | 2;
  run: (browser: string | undefined) => Promise<Count>;
}

/** Reports are written here; what is in them counts, not what scrolls by. */
const reports = mkdtempSync(path.join(tmpdir(), 'exchange-report-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));

const turbo = ['turbo', 'run', '--output-logs=errors-only', '--no-update-notifier'];
// All workspaces but the web are one program to ESLint, so that what they share is understood once. It takes two gigabytes.
const eslint = ['node', '--max-old-space-size=4096', path.join(root, 'node_modules/eslint/bin/eslint.js')];

export const steps: Step[] = [
  command('lint', 'ESLint, all but the web', [...eslint, '.', '--ignore-pattern=web/**'], 1),
  command('lint', 'ESLint, the web', [...eslint, 'web'], 2),
  // Writes what the types of the web stand on, which ESLint reads: never at the same time.
  command('types', 'Types', [...turbo, 'types', 'types:root'], 2),
  command('format', 'Prettier', ['prettier', '--check', '.'], 2),
  { name: 'unit', title: 'Unit and integration tests', needs: { redis: true }, run: runVitest },
  command('build', 'Building the web', ['node', 'scripts/build-web.ts']),
  { name: 'journeys', title: 'Journeys in a browser', needs: { browser: true }, run: runJourneys },
];

/**
 * Makes what the web's tsconfig stands on. Installing all packages makes it too, but installing a single one takes it
 * away again.
 */
export async function prepareWeb(): Promise<void> {
  if (existsSync(path.join(root, 'web/node_modules/$app/tsconfig.json'))) return;
  await execute(['svelte-kit', 'sync'], { cwd: path.join(root, 'web') });
}

/** A step that passes or fails as one. */
function command(name: Step['name'], title: string, args: string[], lane?: Step['lane']): Step {
  const said: Buffer[] = [];
  const run = async () => {
    const code = await execute(args, lane ? { said } : {});
    if (lane) console.log(`\n── ${title}\n${Buffer.concat(said).toString().trimEnd()}`);
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
  return { name, title, needs: {}, ...(lane ? { lane } : {}), run };
}

async function runVitest(): Promise<Count> {
  const file = path.join(reports, 'vitest.json');
  const code = await execute(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return countFrom(file, code, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
  }));
}

async function runJourneys(browser: string | undefined): Promise<Count> {
  const file = path.join(reports, 'journeys.json');
  const args = ['playwright', 'test', '--config=web/playwright.config.ts', '--reporter=list,json'];
  const code = await execute(args, { more: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: browser ?? '' } });
  return countFrom(file, code, ({ stats }) => ({
    passed: stats.expected,
    // A test that passes at the second try is a fault of the test or of what it tests.
    failed: stats.unexpected + stats.flaky,
  }));
}

/** Reads a report. A runner that ended badly counts one failure at least, whatever it wrote. */
function countFrom(file: string, code: number, read: (report: Report) => Count): Count {
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')) as Report);
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const running = new Set<ChildProcess>();

/** Ends the steps that run just now. */
export function stopSteps(): void {
  for (const child of running) child.kill('SIGTERM');
}

interface Execution {
  /** Added to the environment. */
  more?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Takes what the program says, which is then not shown. */
  said?: Buffer[];
}

/** Runs a program of node_modules/.bin. @returns its exit code */
function execute([program = '', ...args]: string[], { more = {}, cwd = root, said }: Execution = {}): Promise<number> {
  const env = { ...environment(), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...more };
  const output = said ? 'pipe' : 'inherit';
  const child = spawn(program === 'node' ? process.execPath : path.join(root, 'node_modules/.bin', program), args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said?.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      running.delete(child);
      resolve(1);
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}
