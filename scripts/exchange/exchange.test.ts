// The parts of the supervisor: settings, ports, the data folder, and keeping a part running.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { identify, isAlive } from '../lib/processes.mjs';
import { readConfig } from './config.ts';
import { openDataFolder, type Runtime } from './folder.ts';
import { requireFreePort } from './ports.ts';
import { describe as describeReport } from './report.ts';
import { supervise } from './supervise.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-supervisor-'));
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('readConfig', () => {
  it('has a default for everything, and takes an empty setting as unset', () => {
    expect(readConfig({})).toMatchObject({ API_PORT: 4000, WEB_PORT: 3000, API_HOST: '127.0.0.1' });
    expect(readConfig({ API_PORT: '', DATABASE_URL: '' }).DATABASE_URL).toBeUndefined();
    expect(path.isAbsolute(readConfig({}).EXCHANGE_DATA)).toBe(true);
  });

  it.each([
    [{ WEB_PORT: '70000' }, 'WEB_PORT must be 1 to 65535'],
    [{ API_PORT: 'four' }, 'API_PORT must be a port'],
    [{ API_PORT: '3000' }, 'API_PORT and WEB_PORT are both 3000'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be an address like postgres://'],
    [{ EXCHANGE_SECRET: 'short' }, 'EXCHANGE_SECRET must be 32 characters or more'],
    [{ EXCHANGE_STAFF_PASSWORD: 'short' }, 'EXCHANGE_STAFF_PASSWORD must be 12 characters or more'],
    [{ EXCHANGE_STAFF_EMAIL: 'nobody' }, 'EXCHANGE_STAFF_EMAIL must be an email address'],
  ])('refuses %o in words', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words);
  });
});

describe('requireFreePort', () => {
  it('says who has a port, and how to choose another', async () => {
    await expect(requireFreePort('WEB_PORT', port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} (WEB_PORT) is in use by ${readFileSync('/proc/self/comm', 'utf8').trim()} (process ${process.pid}): stop it, or choose another port, for example WEB_PORT=${port + 10} npm start.`,
    );
  });

  it('lets a free one pass, and says when the host is not of this machine', async () => {
    await expect(requireFreePort('PG_PORT', port, '127.0.0.2')).resolves.toBeUndefined();
    await expect(requireFreePort('API_PORT', port, '203.0.113.1')).rejects.toThrow('Nothing can listen on 203.0.113.1');
  });
});

describe('the data folder', () => {
  it('keeps one secret, for its owner only', async () => {
    const data = await openDataFolder(path.join(folder, 'a/b'));
    const secret = data.secret();
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(data.secret()).toBe(secret);
    expect(statSync(path.join(data.path, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(data.path, 'runtime.json')).mode & 0o777).toBe(0o600);
    data.close();
  });

  it('belongs to one exchange at a time', async () => {
    const data = await openDataFolder(path.join(folder, 'once'));
    await expect(openDataFolder(data.path)).rejects.toThrow(`already running on ${data.path} (process ${process.pid})`);
    data.close();
    (await openDataFolder(data.path)).close();
  });

  it('ends what a killed exchange left running, and nothing else', async () => {
    const data = path.join(folder, 'orphans');
    mkdirSync(data);
    const pids = [1, 2].map(
      () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).pid ?? 0,
    );
    const [orphan, stranger] = pids.map(identify);
    // The second number was written down by an exchange of long ago and is another process now.
    const processes = { api: orphan, web: { ...stranger, start: '1' } };
    writeFileSync(path.join(data, 'runtime.json'), JSON.stringify({ processes }));
    const opened = await openDataFolder(data);
    expect(isAlive(orphan!)).toBe(false);
    expect(isAlive(stranger!)).toBe(true);
    expect((JSON.parse(readFileSync(path.join(data, 'runtime.json'), 'utf8')) as Runtime).processes).toEqual({});
    opened.close();
    process.kill(stranger!.pid, 'SIGKILL');
  });
});

describe('supervise', () => {
  const part = (name: string, program: string) => ({
    name,
    args: ['-e', program],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, `${name}.log`),
    readyUrl: `http://127.0.0.1:${port}/`,
  });
  const hooks = () => ({ say: vi.fn<(line: string) => void>(), note: vi.fn(), giveUp: vi.fn() });

  it('passes on what a part complains of, once a minute, and stops it', async () => {
    const told = hooks();
    const complain = `const say = () => { console.log('{"level":30,"msg":"quiet"}'); console.log('{"level":50,"msg":"loud"}'); }; setInterval(say, 20);`;
    const supervised = supervise(part('noisy', complain), told);
    await supervised.ready;
    await vi.waitFor(() => expect(told.say).toHaveBeenCalledWith('noisy │ loud'));
    await supervised.stop();
    expect(told.say.mock.calls.filter(([line]) => line.includes('loud'))).toHaveLength(1);
    expect(told.say.mock.calls.flat().join()).not.toContain('quiet');
    expect(told.note).toHaveBeenLastCalledWith('noisy', undefined);
    expect(readFileSync(path.join(folder, 'noisy.log'), 'utf8')).toContain('quiet');
  });

  it('starts a part again that died, and says so', async () => {
    const told = hooks();
    const supervised = supervise(part('mortal', 'setInterval(() => {}, 1000)'), told);
    await supervised.ready;
    process.kill(told.note.mock.calls[0]?.[1] as number, 'SIGKILL');
    await vi.waitFor(() => expect(told.say).toHaveBeenCalledWith('mortal is ready again.'), { timeout: 10_000 });
    expect(told.say).toHaveBeenCalledWith('mortal stopped (ended by SIGKILL); starting it again in 1 s.');
    await supervised.stop();
    expect(told.giveUp).not.toHaveBeenCalled();
  });

  it('fails with its last words when it never was ready', async () => {
    const unreachable = {
      ...part('stillborn', 'console.error("no flour left"); process.exit(3)'),
      readyUrl: 'http://127.0.0.1:1/',
    };
    const supervised = supervise(unreachable, hooks());
    await expect(supervised.ready).rejects.toThrow(
      /stillborn did not start: it ended before it was ready.*no flour left/s,
    );
  });
});

describe('the table', () => {
  it('shows a password once, and the mailbox only where mail is kept', () => {
    const report = {
      tookMs: 2_345,
      webUrl: 'http://w',
      apiUrl: 'http://a',
      dataFolder: '/d',
      isEmbedded: true,
      demonstration: undefined,
    };
    const first = describeReport({
      ...report,
      hasMailbox: true,
      staff: { email: 's@example.org', password: 'once only' },
    });
    expect(first).toContain('2.3 s');
    expect(first).toContain('password once only');
    expect(first).toContain('http://w/dev/mailbox');
    const later = describeReport({ ...report, hasMailbox: false, staff: { email: 's@example.org' } });
    expect(later).not.toMatch(/password|mailbox/i);
  });
});
