// What `npm start` and `npm test` do on the Node they find: install what is missing, then go on with Node 24 and pass signals on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages, environment, findNode, root } from './packages.mjs';
import { fail, Problem } from './problem.mjs';

const usage = `Usage: npm start [-- --no-demo]

Runs the whole exchange on this machine: database, api, workers and web.
  --no-demo   on the first start, leave the demonstration content out
Settings (ports, where data lies, servers of your own): see .env.example.`;

/** `npm start`. @param {string[]} args */
export async function launch(args) {
  const began = Date.now();
  try {
    if (args.includes('--help')) {
      console.log(usage);
      return;
    }
    const unknown = args.find((arg) => arg !== '--no-demo');
    if (unknown) throw new Problem(`npm start does not know ${unknown}: run npm start -- --help to see what it knows.`);
    await ensurePackages();
    const settings = existsSync(path.join(root, '.env')) ? ['--env-file=.env'] : [];
    run(findNode(), [...settings, path.join(root, 'scripts/exchange.ts'), `--began=${began}`, ...args]);
  } catch (error) {
    fail(error);
  }
}

/** `npm test`. @param {string[]} args */
export async function launchTests(args) {
  try {
    await ensurePackages();
    run(findNode(), [path.join(root, 'scripts/test.ts'), ...args]);
  } catch (error) {
    fail(error);
  }
}

/**
 * In a process group of its own, so that Ctrl-C reaches this process only and the parts are stopped in order; with a
 * channel, by whose closing it learns that this process was killed.
 */
function run(node, args) {
  const child = spawn(node, args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  if (process.env.npm_lifecycle_event) stopWithParent(child);
  child.once('error', fail);
  child.once('exit', (code, by) => {
    if (code === null) console.error(`\nEnded by ${by}; run the command again.`);
    process.exit(code ?? 1);
  });
}

/** npm passes signals on, but a `kill -9` of npm tells nobody: then we have another parent, and stop as if asked to. */
function stopWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
}
