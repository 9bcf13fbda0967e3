// Who a process is, beyond its number: numbers are used again, a number with its starting time is not.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * When process `pid` was started, in the system's own terms; good for comparing only.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process, or only its corpse
 */
export function startOf(pid) {
  if (!existsSync('/proc/self/stat')) {
    const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.stdout?.trim() || undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; what follows it is: state, parent, … and as the 20th the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/**
 * A process as it is written down.
 * @typedef {{ pid: number, start: string }} Identity
 * @param {number} pid
 * @returns {Identity}
 */
export const identify = (pid) => ({ pid, start: startOf(pid) ?? '' });

/**
 * Whether that very process still runs.
 * @param {Identity} process
 * @returns {boolean}
 */
export const isAlive = ({ pid, start }) => pid > 0 && start !== '' && startOf(pid) === start;

/**
 * Sends a signal, and minds nothing if the process is gone.
 * @param {number} pid a negative one means the whole group
 * @param {NodeJS.Signals} name
 * @returns {boolean} whether it was there
 */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Waits until `process` is gone.
 * @param {Identity} process
 * @param {number} milliseconds
 * @returns {Promise<boolean>} false when it still runs after that time
 */
export async function waitUntilGone(process, milliseconds) {
  const until = Date.now() + milliseconds;
  while (isAlive(process)) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
