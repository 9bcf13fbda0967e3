// A Redis of one's own, from redis-server in PATH.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findFreePort } from '@exchange/db/embedded/index';
import { onInterrupt } from './interrupt.ts';

/** Starts a Redis that writes down what it is told, as a deployment's does (docker-compose.yml). @throws with what to install */
export async function startRedis(directory: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await findFreePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: directory,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  await once(server, 'spawn').catch((cause: unknown) => {
    throw new Error('redis-server is not in PATH (on Debian, apt-get install redis-server)', { cause });
  });
  const stop = async () => {
    forget();
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  };
  const forget = onInterrupt(stop);
  return { url: `redis://127.0.0.1:${port}`, stop };
}
