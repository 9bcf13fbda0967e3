// What the queues hold, for staff to look at (bull-board): reached through the web, shown to no one else, and nothing to be pressed.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import jwt from '@fastify/jwt';
import type { Db } from '@exchange/db';
import { findViewer } from '@exchange/db/accounts/queries';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JobQueue } from '../queue.ts';
import { withoutLoaders } from './page.ts';

/** Where the board lies: the same path here and on the web, so that its links are right in both. */
export const BOARD_PATH = '/staff/queues';

/** Nothing from elsewhere, and no script or style but those of the board's own files. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'"],
  ...["connect-src 'self'", "base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const Claims = z.object({ sub: z.string(), sid: z.string() });
const Id = z.uuid();

/** Jobs carry ids. Whatever else somebody has put into one is not for showing. */
export function toShown(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(toShown);
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toShown(value)]));
  return Id.safeParse(data).success ? data : '…';
}

/** Whether a request carries the access token of somebody of the exchange team whose session still stands. */
async function isStaff(request: FastifyRequest, db: Db): Promise<boolean> {
  try {
    const claims = Claims.parse(await request.jwtVerify());
    return (await findViewer(db, claims.sub, claims.sid))?.isStaff ?? false;
  } catch (error) {
    // A token that is missing, forged or too old is nobody's; a database that is away is another matter.
    if (error instanceof Error && 'params' in error) throw error;
    return false;
  }
}

/** The queues as the board reads them. Trying again and leaving are decided at /staff/jobs, where a reason is asked for and kept. */
const toAdapter = (queue: JobQueue['queues'][number]) => {
  const adapter = new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false });
  adapter.setFormatter('data', toShown);
  return adapter;
};

/**
 * The board as a plugin. To everybody but staff there is nothing here (404), and nothing but reading to staff.
 * @param secret what the api signs access tokens with
 */
export function createBoard(parts: { db: Db; queue: JobQueue; secret: string }): FastifyPluginAsync {
  const { db, queue, secret } = parts;
  const server = new FastifyAdapter();
  createBullBoard({
    queues: queue.queues.map(toAdapter),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: 'Queues of the exchange',
        hideDocsLink: true,
        hideRedisDetails: true,
        locale: { lng: 'en-GB' },
        miscLinks: [{ text: 'Back to the jobs', url: '/staff/jobs' }],
      },
    },
  });
  server.setBasePath(BOARD_PATH);
  return async (app) => {
    await app.register(jwt, { secret, verify: { algorithms: ['HS256'] } });
    app.addHook('onRequest', async (request, reply) => {
      const isReading = request.method === 'GET' || request.method === 'HEAD';
      if (isReading && (await isStaff(request, db))) return;
      return reply.code(404).type('text/plain; charset=utf-8').send('not found\n');
    });
    app.addHook('onSend', async (_request, reply: FastifyReply, payload) => {
      reply.header('content-security-policy', POLICY);
      const isPage = typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html');
      return isPage ? withoutLoaders(payload) : payload;
    });
    await app.register(server.registerPlugin());
  };
}
