// The exchange on one machine: starts its parts, waits until each is ready, keeps them running, and stops them in order.
import path from 'node:path';
import { readConfig, type ScriptsConfig } from './exchange/config.ts';
import { prepareDatabase, startDatabase, type Prepared } from './exchange/database.ts';
import { openDataFolder, type DataFolder } from './exchange/folder.ts';
import { partsOf } from './exchange/parts.ts';
import { requireFreePort } from './exchange/ports.ts';
import { describe, say, step } from './exchange/report.ts';
import { supervise, type Supervised } from './exchange/supervise.ts';
import { buildWeb } from './exchange/web-build.ts';
import { fail, Problem } from './lib/problem.mjs';

const began = Number(process.argv.find((arg) => arg.startsWith('--began='))?.slice('--began='.length) ?? Date.now());
const withDemonstration = !process.argv.includes('--no-demo');

/** What runs, in the order in which it is stopped. */
const running = new Map<
  'web' | 'api' | 'workers' | 'postgres' | 'folder',
  { stop: () => Promise<void> | void; kill?: () => void }
>();
const stopOrder = ['web', 'api', 'workers', 'postgres', 'folder'] as const;
let stopping: Promise<void> | undefined;

/** Ends what is under way; what comes after it is not begun. */
const halt = new AbortController();

/** Stops everything that runs, once. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    halt.abort();
    for (const name of stopOrder) await running.get(name)?.stop();
  })();
  return stopping;
}

async function stopOnRequest(): Promise<void> {
  if (stopping) {
    say('Ending at once.');
    for (const part of running.values()) part.kill?.();
    return;
  }
  console.log('\n  Stopping …');
  await stopAll();
  say('Stopped. Everything is kept; npm start brings it back.');
  process.exit(0);
}

async function giveUp(reason: unknown): Promise<void> {
  if (stopping) return;
  await stopAll();
  fail(reason);
}

async function main(): Promise<void> {
  const config = readConfig();
  const folder = await openDataFolder(config.EXCHANGE_DATA);
  running.set('folder', { stop: folder.close });
  await requireFreePort('API_PORT', config.API_PORT, config.API_HOST);
  await requireFreePort('WEB_PORT', config.WEB_PORT, config.WEB_HOST);
  const [{ url, prepared }] = await Promise.all([
    startData(config, folder),
    step(
      (wasBuilt) => (wasBuilt ? 'Web built' : 'Web is built'),
      buildWeb(path.join(folder.logs, 'build.log'), say, halt.signal),
    ),
  ]);
  await startParts(config, folder, url);
  report(config, prepared);
}

async function startData(config: ScriptsConfig, folder: DataFolder) {
  const hooks = { say, giveUp: (reason: string) => void giveUp(new Problem(reason)) };
  const starting = startDatabase(config, folder, hooks);
  // Whoever stops while it starts waits for it, so that no server is left behind.
  const stop = async () => (await starting.catch(() => undefined))?.stop();
  running.set('postgres', { stop });
  const database = await step(
    () => (config.DATABASE_URL ? 'Using the database of DATABASE_URL' : 'PostgreSQL started'),
    starting,
  );
  const prepared = await step(
    ({ loaded }) => (loaded > 0 ? `Database ready, with ${loaded} demonstration listings` : 'Database ready'),
    prepareDatabase(database.url, config, withDemonstration),
  );
  return { url: database.url, prepared };
}

async function startParts(config: ScriptsConfig, folder: DataFolder, databaseUrl: string): Promise<void> {
  const parts = await partsOf(config, folder, databaseUrl);
  halt.signal.throwIfAborted();
  const ready: Promise<void>[] = [];
  for (const part of parts.list) {
    const supervised: Supervised = supervise(part, {
      say,
      note: folder.note,
      giveUp: (reason) => void giveUp(new Problem(reason)),
    });
    running.set(part.name, supervised);
    ready.push(supervised.ready);
  }
  await step(() => 'api, workers and web are ready', Promise.all(ready));
  folder.publish({ databaseUrl, apiUrl: parts.apiUrl, webUrl: parts.webUrl });
  process.send?.({ ready: { databaseUrl, apiUrl: parts.apiUrl, webUrl: parts.webUrl } });
}

function report(config: ScriptsConfig, { staff, demonstration }: Prepared): void {
  console.log(
    describe({
      tookMs: Date.now() - began,
      webUrl: config.WEB_PUBLIC_URL ?? `http://localhost:${config.WEB_PORT}`,
      apiUrl: config.API_PUBLIC_URL ?? `http://localhost:${config.API_PORT}`,
      hasMailbox: config.SMTP_URL === undefined,
      // A password that the settings gave is known to whom it concerns, and does not belong on a screen.
      staff: staff && config.EXCHANGE_STAFF_PASSWORD ? { email: staff.email } : staff,
      demonstration,
      dataFolder: config.EXCHANGE_DATA,
      isEmbedded: config.DATABASE_URL === undefined,
    }),
  );
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stopOnRequest());
// The launcher was killed: nobody is left to pass Ctrl-C on.
process.on('disconnect', () => void stopOnRequest());
main().catch(giveUp);
