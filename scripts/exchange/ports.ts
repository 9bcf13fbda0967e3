// Whether a port is free, and if not, who has it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Problem } from '../lib/problem.mjs';

/** @throws Problem that says who has the port and how to choose another */
export async function requireFreePort(setting: string, port: number, host: string): Promise<void> {
  const error = await tryPort(port, host);
  if (!error) return;
  if (error.code === 'EADDRINUSE') {
    const holder = findHolder(port);
    throw new Problem(
      `Port ${port} (${setting}) is in use by ${holder ?? 'another program'}: stop it, or choose another port, for example ${setting}=${port + 10} npm start.`,
    );
  }
  if (error.code === 'EACCES') {
    throw new Problem(
      `This user may not open port ${port} (${setting}): choose one of 1024 or above, for example ${setting}=${port + 8000} npm start.`,
    );
  }
  throw new Problem(
    `Nothing can listen on ${host}:${port} (${setting}; ${error.code ?? error.message}): set the host and port to what this machine has.`,
  );
}

function tryPort(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** The name and number of the process that listens on `port`, where the system lets us see it (Linux). */
function findHolder(port: number): string | undefined {
  try {
    const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningSockets(file, port)));
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, sockets));
    return pid && `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
  } catch {
    return undefined;
  }
}

/** The inodes of sockets in state 0A, which is listening. */
function listeningSockets(file: string, port: number): string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.filter((row) => row[1]?.endsWith(end) && row[3] === '0A').map((row) => `socket:[${row[9] ?? ''}]`);
}

function holdsSocket(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    // Gone meanwhile, or another user's.
    return false;
  }
}
