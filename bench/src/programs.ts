// The programs of the exchange as they run for people: each in a process of its own, on a scratch database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import path from 'node:path';
import { findFreePort } from '@exchange/db/embedded/index';
import { onInterrupt } from './interrupt.ts';
import { readProgramConfig } from './programs/config.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Program {
  url: string;
  stop: () => Promise<void>;
}

/** Starts a program of this repository and waits until `health` answers. Its complaints are ours. */
export async function startProgram(
  file: string,
  health: string,
  environment: (port: number) => Record<string, string>,
): Promise<Program> {
  const port = await findFreePort();
  const child = spawn(process.execPath, [path.join(root, file)], {
    cwd: root,
    env: {
      ...readProgramConfig().shell,
      NODE_ENV: 'production',
      EXCHANGE_SECRET: 'bench '.repeat(8),
      ...environment(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    forget();
  };
  const forget = onInterrupt(stop);
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${file} ended with code ${child.exitCode}`);
    const status = await ask(url + health).catch(() => undefined);
    if (status !== undefined) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${file} was not ready within a minute`);
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Asks for an address and reads the whole answer. @returns its length in bytes as it came. @throws unless it is 200 */
export function ask(url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.once('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${url} answered ${response.statusCode ?? 0}`));
      });
    });
    request.once('error', reject);
  });
}

/** Asks for every address, so many at a time. @returns answers a second */
export async function rateOf(urls: readonly string[], atOnce: number): Promise<number> {
  const waiting = [...urls];
  const began = performance.now();
  const askOn = async () => {
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) await ask(url);
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  return urls.length / ((performance.now() - began) / 1000);
}
