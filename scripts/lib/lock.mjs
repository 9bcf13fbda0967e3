// A lock file that names its holder, so that one left behind by a killed process is no lock.
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { identify, isAlive } from './processes.mjs';

/**
 * Takes the lock, or says who has it. The file is written whole and then linked into place: nobody sees half of it.
 * @param {string} file
 * @returns {{ release?: () => void, holder?: number }} what gives it back, or the holder's process number
 */
export function takeLock(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        const release = () => rmSync(file, { force: true });
        process.once('exit', release);
        return {
          release: () => {
            process.off('exit', release);
            release();
          },
        };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        const holder = readHolder(file);
        if (holder && isAlive(holder)) return { holder: holder.pid };
        rmSync(file, { force: true });
      }
    }
  } finally {
    unlinkSync(draft);
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock, waiting for its holder.
 * @param {string} file
 * @param {(holder: number) => void} [onWait] told once whom it waits for
 * @returns {Promise<() => void>} what gives it back
 */
export async function waitForLock(file, onWait) {
  for (let waited = false; ; waited = true) {
    const { release, holder } = takeLock(file);
    if (release) return release;
    if (!waited) onWait?.(holder ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
