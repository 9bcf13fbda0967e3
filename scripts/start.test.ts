// `npm start` as a person runs it: it comes up, refuses a second one, survives `kill -9` of everything, and leaves nothing behind.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from './exchange/folder.ts';
import { root } from './lib/packages.mjs';
import { isAlive, type Identity } from './lib/processes.mjs';

const data = mkdtempSync(path.join(tmpdir(), 'exchange-start-'));
const staff = { EXCHANGE_STAFF_EMAIL: 'head@example.org', EXCHANGE_STAFF_PASSWORD: 'head of the exchange' };
let ports: { API_PORT: string; WEB_PORT: string };

beforeAll(async () => {
  ports = { API_PORT: String(await findPort(20_000)), WEB_PORT: String(await findPort(26_000)) };
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** A free port below those that the system gives to outgoing connections. */
async function findPort(from: number): Promise<number> {
  const port = from + Math.floor(Math.random() * 5_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return isFree ? port : findPort(from);
}

interface Run {
  child: ChildProcess;
  output: () => string;
  /** Resolves with true once the table is printed, with false when it ended before. */
  isReady: Promise<boolean>;
  exitCode: Promise<number | null>;
}

function start(environment: Record<string, string> = {}): Run {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    env: { PATH, HOME, EXCHANGE_DATA: data, ...ports, ...staff, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  const isReady = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ctrl-C\n')) resolve(true);
      });
    }
    void exitCode.then(() => resolve(false));
  });
  return { child, output: () => output, isReady, exitCode };
}

const readRuntime = () => JSON.parse(readFileSync(path.join(data, 'runtime.json'), 'utf8')) as Runtime;

async function call(address: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const request = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`http://127.0.0.1:${ports.API_PORT}${address}`, request || {});
  return { status: response.status, body: await response.json() };
}

const signIn = () =>
  call('/api/v1/auth/login', { email: staff.EXCHANGE_STAFF_EMAIL, password: staff.EXCHANGE_STAFF_PASSWORD });

describe('npm start', { timeout: 180_000 }, () => {
  it('brings everything up, with demonstration content and the staff account that was named', async () => {
    const run = start();
    expect(await run.isReady, run.output()).toBe(true);
    expect(run.output()).toContain('47 demonstration listings');
    expect(await call('/readyz')).toMatchObject({ status: 200 });
    expect((await fetch(`http://127.0.0.1:${ports.WEB_PORT}/`)).status).toBe(200);
    expect(await signIn()).toMatchObject({ status: 200, body: { user: { isStaff: true } } });

    const second = start();
    expect(await second.exitCode).toBe(1);
    expect(second.output().trim()).toMatch(
      /^The exchange is already running on .* set EXCHANGE_DATA to another folder\.$/,
    );

    const { processes, pid } = readRuntime();
    expect(Object.keys(processes).sort()).toEqual(['api', 'postgres', 'web', 'workers']);
    for (const victim of [run.child.pid ?? 0, pid, ...Object.values(processes).map(({ pid: each }) => each)]) {
      process.kill(victim, 'SIGKILL');
    }
    await run.exitCode;
  });

  it('recovers after kill -9 of everything, keeps the data, and stops in order', async () => {
    const run = start();
    expect(await run.isReady, run.output()).toBe(true);
    expect(run.output()).not.toContain('demonstration listings');
    expect(await signIn()).toMatchObject({ status: 200 });
    const processes: Identity[] = Object.values(readRuntime().processes);
    run.child.kill('SIGTERM');
    expect(await run.exitCode).toBe(0);
    expect(processes.filter(isAlive)).toEqual([]);
    expect(existsSync(path.join(data, 'runtime.json'))).toBe(false);
  });

  it('says in one sentence what is in the way, and leaves nothing half-started', async () => {
    const blocker = createServer().listen(Number(ports.WEB_PORT), '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const run = start();
    expect(await run.exitCode).toBe(1);
    expect(run.output().trim()).toMatch(/^Port \d+ \(WEB_PORT\) is in use by .*WEB_PORT=\d+ npm start\.$/);
    expect(existsSync(path.join(data, 'runtime.json'))).toBe(false);
    blocker.close();
  });
});
