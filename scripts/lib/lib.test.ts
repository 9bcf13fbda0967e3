// The lock, the processes and the check of packages, on which starting and testing stand.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { takeLock, waitForLock } from './lock.mjs';
import { environment, findNode, packagesAreCurrent, root } from './packages.mjs';
import { identify, isAlive, signal, startOf, waitUntilGone } from './processes.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-lib-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that does nothing until it is ended. */
function aProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  return child.pid ?? 0;
}

describe('a process', () => {
  it('is known by its number and when it started, until it is gone', async () => {
    const known = identify(aProcess());
    expect(isAlive(known)).toBe(true);
    expect(isAlive({ ...known, start: '1' })).toBe(false);
    expect(signal(known.pid, 'SIGKILL')).toBe(true);
    expect(await waitUntilGone(known, 5_000)).toBe(true);
    expect(isAlive(known)).toBe(false);
  });

  it('is waited for no longer than told', async () => {
    const known = identify(aProcess());
    expect(await waitUntilGone(known, 50)).toBe(false);
    signal(known.pid, 'SIGKILL');
  });

  it('that never was has no start and takes no signal', () => {
    expect(startOf(2 ** 22 + 1)).toBeUndefined();
    expect(signal(2 ** 22 + 1, 'SIGTERM')).toBe(false);
  });
});

describe('the lock', () => {
  it('is held by one, and named', () => {
    const file = path.join(folder, 'held');
    const { release } = takeLock(file);
    expect(takeLock(file)).toEqual({ holder: process.pid });
    release?.();
    expect(takeLock(file).release).toBeTypeOf('function');
  });

  it.each([
    ['of a process that was killed', JSON.stringify({ pid: 2 ** 22 + 1, start: '1' })],
    ['of a number that is another process now', JSON.stringify({ pid: process.pid, start: '1' })],
    ['that is broken', '{"pid": 12'],
    ['that is empty', ''],
  ])('%s does not count', (_, content) => {
    const file = path.join(folder, 'stale');
    writeFileSync(file, content);
    const { release } = takeLock(file);
    expect(release).toBeTypeOf('function');
    release?.();
  });

  it('is waited for, and leaves nothing behind', async () => {
    const file = path.join(folder, 'waited');
    const { release } = takeLock(file);
    const holders: number[] = [];
    const waiting = waitForLock(file, (holder) => holders.push(holder));
    expect(holders).toEqual([process.pid]);
    release?.();
    (await waiting)();
    expect(readdirSync(folder).filter((name) => name.startsWith('waited'))).toEqual([]);
  });
});

describe('packages', () => {
  it('are current in the repository that is tested, with Node 24 first in PATH', () => {
    expect(packagesAreCurrent()).toBe(true);
    expect(findNode()).toBeTypeOf('string');
    expect(environment().PATH?.split(path.delimiter)[0]).toBe(path.join(root, 'node_modules/.bin'));
  });
});
