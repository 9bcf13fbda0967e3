// The programs that are killed: workers, each with its relay, the database, and the Redis that holds the queue.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort, startEmbeddedPostgres, type EmbeddedServer } from '@exchange/db/embedded/index';
import { readProgramConfig } from '../programs/config.ts';
import type { RunningRedis } from '../redis.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Victim {
  name: string;
  /** Ends it outright, and resolves when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again, and resolves when it answers. */
  revive: () => Promise<void>;
}

export interface RunningDatabase extends Victim {
  url: string;
}

/** After a `kill -9` of the server alone, its children take a moment to let go of its memory; until then a new one refuses to start. */
async function startServer(directory: string, port: number): Promise<EmbeddedServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbeddedPostgres({ directory, port });
    } catch (error) {
      if (attempt >= 40) throw error;
      await pause(250);
    }
  }
}

/** Starts an embedded PostgreSQL as a deployment would have it: everything committed is on the disk. */
export async function startDatabase(directory: string): Promise<RunningDatabase> {
  const port = await findFreePort();
  let server = await startServer(directory, port);
  return {
    name: 'database',
    url: server.url,
    kill: async () => {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    },
    revive: async () => {
      server = await startServer(directory, port);
    },
  };
}

/** A Redis comes back with the jobs it wrote down, or, when its disk or its whole machine is lost, with none: both are tried. */
export const redisVictims = ({ kill, revive }: RunningRedis): Victim[] => [
  { name: 'redis (kept)', kill, revive: () => revive(false) },
  { name: 'redis (emptied)', kill, revive: () => revive(true) },
];

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Waits until a worker answers. @returns false when it ended before */
async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  while (!hasEnded(child)) {
    const answers = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return true;
    await pause(100);
  }
  return false;
}

/**
 * Starts a worker, and again whenever it ends by itself, as whatever looks after it in a deployment does. One that finds no database when
 * it starts says so and ends; one that was ready never should.
 * @param onCrash told of the latter, with what it said at its end
 */
export async function startWorker(
  name: string,
  environment: Record<string, string>,
  onCrash: (said: string) => void,
): Promise<Victim> {
  const port = await findFreePort();
  let child: ChildProcess | undefined;
  const start = (): Promise<boolean> => {
    const started = spawn(process.execPath, [path.join(root, 'workers/src/main.ts')], {
      cwd: root,
      env: { ...readProgramConfig().shell, NODE_ENV: 'production', ...environment, WORKERS_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    started.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
    child = started;
    const ready = isReady(started, port);
    started.once('exit', () => {
      if (child !== started) return;
      void ready.then((wasReady) => {
        if (wasReady) onCrash(said);
        if (child === started) void start();
      });
    });
    return ready;
  };
  if (!(await start())) throw new Error(`${name} did not start`);
  return {
    name,
    kill: async () => {
      const victim = child;
      child = undefined;
      if (!victim || hasEnded(victim)) return;
      const ended = once(victim, 'exit');
      victim.kill('SIGKILL');
      await ended;
    },
    revive: async () => void start(),
  };
}
