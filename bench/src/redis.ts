// A Redis of one's own, from redis-server in PATH.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '@exchange/db/embedded/index';
import { onInterrupt } from './interrupt.ts';

export interface RunningRedis {
  url: string;
  stop: () => Promise<void>;
  /** Ends it outright, and resolves when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again and resolves when it answers: with what it had written down, or, `emptied`, as if its disk were lost. */
  revive: (emptied: boolean) => Promise<void>;
}

/** What it writes down lies here, below its folder. */
const WRITTEN = 'appendonlydir';

/** Whether it answers a PING; one that still reads what it wrote down says so instead. */
function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const tell = (answers: boolean) => {
      resolve(answers);
      socket.destroy();
    };
    socket.setTimeout(1_000, () => tell(false));
    socket.once('data', (said) => tell(said.toString().startsWith('+PONG')));
    socket.once('error', () => tell(false));
    socket.once('close', () => tell(false));
  });
}

async function spawnRedis(directory: string, port: number): Promise<ChildProcess> {
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: directory,
    appendonly: 'yes',
    appenddirname: WRITTEN,
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  await once(server, 'spawn').catch((cause: unknown) => {
    throw new Error('redis-server is not in PATH (on Debian, apt-get install redis-server)', { cause });
  });
  while (!(await isAnswering(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode} when it was started`);
    await pause(20);
  }
  return server;
}

/** Starts a Redis that writes down what it is told, as a deployment's does (docker-compose.yml). @throws with what to install */
export async function startRedis(directory: string): Promise<RunningRedis> {
  const port = await findFreePort();
  let server = await spawnRedis(directory, port);
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  const stop = async () => {
    forget();
    await end('SIGTERM');
  };
  const forget = onInterrupt(stop);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    kill: () => end('SIGKILL'),
    revive: async (emptied) => {
      if (emptied) rmSync(path.join(directory, WRITTEN), { recursive: true, force: true });
      server = await spawnRedis(directory, port);
    },
  };
}
