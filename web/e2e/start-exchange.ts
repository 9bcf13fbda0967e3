// Starts a whole exchange for the journeys, on free ports and data of its own, and stops it afterwards. With E2E_WEB_URL
// and E2E_API_URL set it starts none: the journeys then run against that one (without mail server and rate limit).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The staff account of the journeys. */
export const staff = { email: 'staff@example.org', password: 'journeys of the team' };

interface Ready {
  ready?: { apiUrl: string; webUrl: string; databaseUrl: string };
}

/** @returns what stops it */
export default async function startExchange(): Promise<() => Promise<void>> {
  if (process.env.E2E_WEB_URL && process.env.E2E_API_URL) return async () => undefined;
  const data = mkdtempSync(path.join(tmpdir(), 'exchange-journeys-'));
  const [apiPort, webPort] = [await findQuietPort(), await findQuietPort()];
  const child = spawn(process.execPath, [path.join(root, 'scripts/exchange.ts')], {
    cwd: root,
    env: {
      ...process.env,
      EXCHANGE_DATA: data,
      API_PORT: String(apiPort),
      WEB_PORT: String(webPort),
      // Secure cookies are sent over http to this name only.
      WEB_PUBLIC_URL: `http://localhost:${webPort}`,
      EXCHANGE_STAFF_EMAIL: staff.email,
      EXCHANGE_STAFF_PASSWORD: staff.password,
      RATE_LIMIT_PER_MINUTE: '0',
      MAIL_GATHER_SECONDS: '0',
      ADDRESS_HEADER: 'x-forwarded-for',
      DATABASE_URL: '',
      SMTP_URL: '',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: Ready) => {
      if (message.ready) resolve();
    });
    void ended.then(() => reject(new Error('The exchange for the journeys did not start; see above.')));
  });
  process.env.E2E_WEB_URL = `http://localhost:${webPort}`;
  process.env.E2E_API_URL = `http://localhost:${apiPort}`;
  return async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}

/** A free port below those that the system gives to outgoing connections. */
async function findQuietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
