// The three programs of the exchange and what each is told.
import path from 'node:path';
import { findFreePort } from '@exchange/db/embedded/index';
import { environment, root } from '../lib/packages.mjs';
import type { Part } from './child.ts';
import type { ScriptsConfig } from './config.ts';
import type { DataFolder } from './folder.ts';

export type PartName = 'api' | 'workers' | 'web';

/** Where each listens, and how it is started. Settings that were given go through as they are. */
export async function partsOf(
  config: ScriptsConfig,
  folder: DataFolder,
  databaseUrl: string,
): Promise<{ list: (Part & { name: PartName })[]; apiUrl: string; webUrl: string }> {
  const workersPort = config.WORKERS_PORT ?? (await findFreePort());
  const apiUrl = config.API_URL ?? `http://${reachable(config.API_HOST)}:${config.API_PORT}`;
  const webUrl = `http://${reachable(config.WEB_HOST)}:${config.WEB_PORT}`;
  const env: NodeJS.ProcessEnv = {
    ...environment(),
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    EXCHANGE_SECRET: config.EXCHANGE_SECRET ?? folder.secret(),
    API_HOST: config.API_HOST,
    API_PORT: String(config.API_PORT),
    API_URL: apiUrl,
    API_PUBLIC_URL: config.API_PUBLIC_URL ?? `http://localhost:${config.API_PORT}`,
    WEB_HOST: config.WEB_HOST,
    WEB_PORT: String(config.WEB_PORT),
    WEB_PUBLIC_URL: config.WEB_PUBLIC_URL ?? `http://localhost:${config.WEB_PORT}`,
    WORKERS_PORT: String(workersPort),
    WORKERS_URL: config.WORKERS_URL ?? `http://127.0.0.1:${workersPort}`,
  };
  const part = (name: PartName, program: string, readyUrl: string) => ({
    name,
    args: [path.join(root, name, program)],
    cwd: path.join(root, name),
    env,
    logFile: path.join(folder.logs, `${name}.log`),
    readyUrl,
  });
  const list = [
    part('api', 'src/main.ts', `http://${reachable(config.API_HOST)}:${config.API_PORT}/readyz`),
    part('workers', 'src/main.ts', `http://127.0.0.1:${workersPort}/readyz`),
    part('web', 'server.js', `${webUrl}/healthz`),
  ];
  return { list, apiUrl, webUrl };
}

/** An address of this machine by which a server that listens on `host` can be reached. */
const reachable = (host: string) =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
