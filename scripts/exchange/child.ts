// One part of the exchange as a child process: its log, when it is ready, and stopping it.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { signal } from '../lib/processes.mjs';

export interface Part {
  name: string;
  /** Arguments to Node: the program and its own. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Answers 200 once it is ready. */
  readyUrl: string;
}

export interface Child {
  pid: number;
  /** Resolves when `readyUrl` answers; fails when the process ends before, or after a minute. */
  ready: Promise<void>;
  /** Resolves when it is gone, asked for or not. */
  exited: Promise<string>;
  /** SIGTERM, and after ten seconds SIGKILL to it and all it started. */
  stop: () => Promise<void>;
  kill: () => void;
  /** The last lines it wrote. */
  lastLines: () => string[];
}

const STOP_WITHIN_MS = 10_000;
const READY_WITHIN_MS = 60_000;
const LOG_MAX_BYTES = 10_000_000;
const KEPT_LINES = 15;

/** Starts it, in a process group of its own so that Ctrl-C does not reach it past us. `onError` gets what it complains of. */
export function startChild(part: Part, onError: (line: string) => void): Child {
  const child = spawn(process.execPath, part.args, {
    cwd: part.cwd,
    env: part.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const lines = keepLog(part.logFile);
  createInterface(child.stdout).on('line', (line) => {
    lines.add(line);
    const complaint = readComplaint(line);
    if (complaint) onError(complaint);
  });
  createInterface(child.stderr).on('line', (line) => {
    lines.add(line);
    onError(line);
  });
  let isGone = false;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, by) => resolve(by ? `ended by ${by}` : `exit code ${code ?? 0}`));
  }).finally(() => {
    isGone = true;
    lines.close();
  });
  return {
    pid,
    exited,
    ready: waitUntilReady(part.readyUrl, () => isGone),
    lastLines: lines.last,
    kill: () => void signal(-pid, 'SIGKILL'),
    stop: async () => {
      if (isGone) return;
      signal(pid, 'SIGTERM');
      const timer = setTimeout(() => signal(-pid, 'SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function keepLog(file: string) {
  if (existsSync(file) && statSync(file).size > LOG_MAX_BYTES) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a' });
  const kept: string[] = [];
  return {
    add: (line: string) => {
      stream.write(`${line}\n`);
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
    },
    last: () => kept.map((line) => readMessage(line) ?? line),
    close: () => stream.end(),
  };
}

interface LogEntry {
  level?: number;
  msg?: string;
  err?: { message?: string };
}

/** The message of a structured log line; undefined when it is no such line. */
function readMessage(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { msg, err } = JSON.parse(line) as LogEntry;
    return [msg, err?.message].filter(Boolean).join(': ') || undefined;
  } catch {
    return undefined;
  }
}

/** Errors (50) and fatal ones (60) are for the terminal too; the rest is in the log. */
function readComplaint(line: string): string | undefined {
  return /"level":[56]0\b/.test(line) ? readMessage(line) : undefined;
}

async function waitUntilReady(url: string, isGone: () => boolean): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await answersOk(url))) {
    if (isGone()) throw new Error('it ended before it was ready');
    if (Date.now() > until) throw new Error(`it was not ready within ${READY_WITHIN_MS / 1000} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 5_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}
