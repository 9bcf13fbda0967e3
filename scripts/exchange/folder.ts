// The data folder: who holds it, what was left running in it, its secret, and where things are while it runs.
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { takeLock } from '../lib/lock.mjs';
import { Problem } from '../lib/problem.mjs';
import { identify, isAlive, signal, waitUntilGone, type Identity } from '../lib/processes.mjs';

/** What `.data/runtime.json` says while the exchange runs. Only its owner may read it: the database's password is in it. */
export interface Runtime {
  pid: number;
  databaseUrl: string;
  apiUrl: string;
  webUrl: string;
  /** The processes that were started, by name; the next start ends those that a `kill -9` orphaned. */
  processes: Record<string, Identity>;
}

export interface DataFolder {
  path: string;
  logs: string;
  /** The secret kept here, made on the first call. */
  secret: () => string;
  /** Notes a started process, or that it is gone. */
  note: (name: string, pid: number | undefined) => void;
  publish: (addresses: Pick<Runtime, 'databaseUrl' | 'apiUrl' | 'webUrl'>) => void;
  /** Forgets the runtime and gives the folder back. */
  close: () => void;
}

/** Makes the folder if it is not there and takes it for this process. @throws Problem when that cannot be */
export async function openDataFolder(directory: string): Promise<DataFolder> {
  const logs = path.join(directory, 'logs');
  try {
    makeFolder(logs);
    for (const folder of [directory, logs]) accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Problem(
      `The data folder ${directory} cannot be written to by this user: run npm start as its owner, or set EXCHANGE_DATA to a folder of your own.`,
      { cause },
    );
  }
  const { release, holder } = takeLock(path.join(directory, 'lock'));
  if (!release) {
    throw new Problem(
      `The exchange is already running on ${directory} (process ${holder ?? 0}): stop it with Ctrl-C or kill ${holder ?? 0}, or set EXCHANGE_DATA to another folder.`,
    );
  }
  const runtimeFile = path.join(directory, 'runtime.json');
  await endLeftovers(runtimeFile, directory);
  const runtime: Runtime = { pid: process.pid, databaseUrl: '', apiUrl: '', webUrl: '', processes: {} };
  const save = () => writePrivate(runtimeFile, `${JSON.stringify(runtime, null, 2)}\n`);
  save();
  return {
    path: directory,
    logs,
    secret: () => readSecret(path.join(directory, 'secret')),
    note: (name, pid) => {
      if (pid === undefined) Reflect.deleteProperty(runtime.processes, name);
      else runtime.processes[name] = identify(pid);
      save();
    },
    publish: (addresses) => {
      Object.assign(runtime, addresses);
      save();
    },
    close: () => {
      rmSync(runtimeFile, { force: true });
      release();
    },
  };
}

/** One level after the other: Node's own way of making all at once never comes back where nothing can be made (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** Readable by its owner only, and never seen half-written. */
function writePrivate(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readSecret(file: string): string {
  if (!existsSync(file) || statSync(file).size === 0) writePrivate(file, randomBytes(48).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

/** Ends what an exchange that was killed left running: first by its own note, then the database by its pid file. */
async function endLeftovers(runtimeFile: string, directory: string): Promise<void> {
  const noted = readNoted(runtimeFile).filter(([, process]) => isAlive(process));
  for (const [name, { pid }] of noted) signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  for (const [, process] of noted) await endFor(process);
  const server = findDatabaseServer(path.join(directory, 'postgres/data'));
  if (!server) return;
  signal(server.pid, 'SIGINT');
  await endFor(server);
}

function readNoted(file: string): [string, Identity][] {
  try {
    return Object.entries((JSON.parse(readFileSync(file, 'utf8')) as Runtime).processes);
  } catch {
    return [];
  }
}

async function endFor(process: Identity): Promise<void> {
  if (await waitUntilGone(process, 10_000)) return;
  signal(process.pid, 'SIGKILL');
  await waitUntilGone(process, 5_000);
}

/** The server that still runs on `data`, if there is one: its pid file counts only while that process has our folder on its command line. */
function findDatabaseServer(data: string): Identity | undefined {
  try {
    const pid = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return command.includes(data) ? identify(pid) : undefined;
  } catch {
    return undefined;
  }
}
