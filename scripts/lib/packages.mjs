// Brings node_modules to what the lock file says, and finds the Node 24 that comes with it.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { waitForLock } from './lock.mjs';
import { Problem } from './problem.mjs';

export const root = path.resolve(import.meta.dirname ?? new URL('..', import.meta.url).pathname, '../..');
const wanted = 24;
/** Whether Node 24 comes as a package for this machine. */
const bringsNode = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/**
 * Whether every package of the lock file that belongs on this machine is installed in its version. Compares npm's
 * own record, which it writes last, so an interrupted install never counts.
 */
export function packagesAreCurrent() {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([name, entry]) => {
    if (name === '' || entry.libc || !fits(entry.os, process.platform) || !fits(entry.cpu, process.arch)) return true;
    const found = installed[name];
    return found ? found.version === entry.version && found.link === entry.link : mayBeAbsent(entry);
  });
}

const fits = (list, value) =>
  !list || list.includes(value) || (list[0]?.startsWith('!') && !list.includes(`!${value}`));
/** Parts of an optional package that does not belong here are left out with it; only its own entry says for where it is. */
const mayBeAbsent = (entry) => Boolean(entry.optional && !(entry.os && entry.cpu));

/** Installs what is missing. @throws Problem when it cannot */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  if (!bringsNode && majorOf(process.execPath) < wanted) throw tooOld();
  try {
    accessSync(root, constants.W_OK);
    if (existsSync(path.join(root, 'node_modules'))) accessSync(path.join(root, 'node_modules'), constants.W_OK);
  } catch {
    throw new Problem(
      `The packages are to be installed in ${path.join(root, 'node_modules')}, where this user may not write: run the command as the folder's owner, or clone the project into a folder of your own.`,
    );
  }
  const release = await waitForLock(path.join(root, '.install.lock'), (holder) =>
    console.log(`  Another process (${holder}) is installing the packages; waiting for it …`),
  );
  try {
    if (!packagesAreCurrent()) await install();
  } finally {
    release();
  }
}

async function install() {
  const began = Date.now();
  console.log('  Installing the packages (a minute or two the first time) …');
  const ticking = setInterval(() => {
    console.log(`  … still installing (${Math.round((Date.now() - began) / 1000)} s)`);
  }, 15_000);
  const { code, output } = await runNpmCi(await canReachRegistry());
  clearInterval(ticking);
  if (code !== 0) throw new Problem(explain(output));
  console.log(`  ✓ Packages installed (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** npm itself, as a command and its first arguments: the one that runs us, where it does. */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  return npm && /\.c?js$/.test(npm) ? [node ?? process.execPath, [npm]] : ['npm', []];
}

/** Without a way to the registry npm would try for many minutes, a name at a time; so this is found out before. */
async function canReachRegistry() {
  const [command, first] = npmCommand();
  const asked = spawnSync(command, [...first, 'config', 'list', '--json'], { cwd: root, encoding: 'utf8' });
  try {
    const config = JSON.parse(asked.stdout);
    if (config.proxy || config['https-proxy']) return true;
    const { hostname, port, protocol } = new URL(config.registry);
    return await canConnect(hostname, Number(port) || (protocol === 'http:' ? 80 : 443));
  } catch {
    // npm says better what is wrong with its own settings.
    return true;
  }
}

function canConnect(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 10_000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function runNpmCi(isOnline) {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  args.push('--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000');
  // What an earlier install left in npm's cache may be enough.
  if (!isOnline) args.push('--offline');
  const [command, first] = npmCommand();
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(name, () => {
        child.kill('SIGTERM');
        child.once('close', () => process.exit(130));
      });
    }
  });
}

/** One sentence out of npm's many. */
function explain(output) {
  const network =
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;
  if (network.test(output)) {
    return `The packages could not be downloaded: connect this machine to the npm registry, or set npm's proxy or registry, and run the command again.`;
  }
  if (/spawn npm ENOENT/.test(output))
    return 'npm was not found: install it (it comes with Node) and run the command again.';
  if (/ENOSPC/.test(output)) return 'The disk is full: make room (about 1 GB) and run the command again.';
  const lines = output.split('\n').filter((line) => /npm (error|ERR!)/.test(line));
  const reason = (lines[0] ?? output.trim().split('\n')[0] ?? '').replace(/^npm (error|ERR!) ?/, '');
  return `npm ci did not succeed (${reason.slice(0, 300)}): put that right and run the command again.`;
}

/** The Node to run everything on: the one that comes as a package, else our own if it is new enough. */
export function findNode() {
  const candidates = [
    path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`),
    path.join(root, 'node_modules/.bin/node'),
    process.execPath,
  ];
  const found = candidates.find((file) => existsSync(file) && majorOf(file) >= wanted);
  if (found) return found;
  throw tooOld();
}

const tooOld = () =>
  new Problem(
    `The exchange runs on Node ${wanted}, which comes with it for Linux on x64 and arm64 only, and this is ${process.version} on ${process.platform} ${process.arch}: install Node ${wanted} from https://nodejs.org and run the command again.`,
  );

function majorOf(file) {
  if (file === process.execPath) return Number(process.versions.node.split('.')[0]);
  const asked = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(asked.stdout ?? '')?.[1] ?? 0);
}

/**
 * The environment with the project's own programs, Node 24 among them, first in PATH, and a place where Node keeps what
 * it compiled, which halves the time to start. Where it may not write there, Node does without.
 * @returns {NodeJS.ProcessEnv}
 */
export function environment() {
  return {
    NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compile'),
    ...process.env,
    PATH: [path.join(root, 'node_modules/.bin'), process.env.PATH].filter(Boolean).join(path.delimiter),
  };
}
