// What an orchestrator asks: is it alive, can it work, how is it doing. Plain HTTP on a port of its own.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Health {
  /** Throws when something that work needs does not answer. */
  ready: () => Promise<void>;
  metrics: () => Promise<string>;
}

/**
 * Serves /healthz (200 while the process runs), /readyz (200 or 503) and /metrics.
 * @param port 0 for any free one
 * @throws with a sentence when the port cannot be had
 */
export async function serveHealth(port: number, health: Health): Promise<{ port: number; close: () => Promise<void> }> {
  const answer = async (path: string): Promise<[status: number, body: string]> => {
    try {
      if (path === '/healthz') return [200, 'ok\n'];
      if (path === '/metrics') return [200, await health.metrics()];
      if (path !== '/readyz') return [404, 'not found\n'];
      await health.ready();
      return [200, 'ready\n'];
    } catch (error) {
      return [503, `not ready: ${error instanceof Error ? error.message : String(error)}\n`];
    }
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
    });
  });
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Error(`Port ${port} cannot be used (${code}). Set WORKERS_PORT to a free port, or leave it out.`, {
      cause: error,
    });
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
