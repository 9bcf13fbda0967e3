// The recorder of searches as a part of the app: made with it, and written out when it closes.
import fp from 'fastify-plugin';
import { createSearchRecorder, type SearchRecorder } from './recorder.ts';

declare module 'fastify' {
  interface FastifyInstance {
    searches: SearchRecorder;
  }
}

export const searchRecorderPlugin = fp(async (app) => {
  const { db, now } = app.context;
  const recorder = createSearchRecorder(db, {
    now,
    onError: (error) => app.log.warn({ err: error }, 'The counts of searches could not be written; they are kept'),
  });
  app.decorate('searches', recorder);
  app.addHook('onClose', () => recorder.close());
});
