// What an orchestrator asks: is it alive, can it work, how is it doing. On a port of its own, with the board of the queues beside it.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance, type FastifyPluginAsync } from 'fastify';

export interface Health {
  /** Throws when something that work needs does not answer. */
  ready: () => Promise<void>;
  metrics: () => Promise<string>;
}

/** What lies beside health, under a path of its own. */
export interface Beside {
  path: string;
  plugin: FastifyPluginAsync;
}

function addHealth(app: FastifyInstance, health: Health): void {
  const answers: Record<string, () => Promise<string>> = {
    '/healthz': async () => 'ok\n',
    '/metrics': health.metrics,
    '/readyz': async () => {
      await health.ready();
      return 'ready\n';
    },
  };
  for (const [path, answer] of Object.entries(answers))
    app.get(path, async (_request, reply) => {
      reply.type('text/plain; charset=utf-8');
      try {
        return await answer();
      } catch (error) {
        reply.code(503);
        return `not ready: ${error instanceof Error ? error.message : String(error)}\n`;
      }
    });
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain; charset=utf-8').send('not found\n'));
}

/**
 * Serves /healthz (200 while the process runs), /readyz (200 or 503) and /metrics.
 * @param port 0 for any free one
 * @throws with a sentence when the port cannot be had
 */
export async function serveHealth(
  port: number,
  health: Health,
  beside?: Beside,
): Promise<{ port: number; close: () => Promise<void> }> {
  let server: Server | undefined;
  const app = fastify({
    forceCloseConnections: true,
    // Listens wherever this machine can be reached, whichever kinds of addresses it has.
    serverFactory: (handler) => (server = createServer(handler)),
  });
  addHealth(app, health);
  if (beside) await app.register(beside.plugin, { prefix: beside.path });
  await app.ready();
  if (!server) throw new Error('Fastify made no server.');
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Error(`Port ${port} cannot be used (${code}). Set WORKERS_PORT to a free port, or leave it out.`, {
      cause: error,
    });
  }
  const listening = server;
  return {
    port: (listening.address() as AddressInfo).port,
    close: async () => {
      listening.close();
      listening.closeAllConnections();
      await once(listening, 'close');
      await app.close();
    },
  };
}
