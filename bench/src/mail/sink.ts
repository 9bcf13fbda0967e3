// A mail server that takes every message on and forgets it, but for one.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Sink {
  port: number;
  /** Resolves, with the time by `performance.now()`, when so many more messages have been taken on. */
  take: (count: number) => Promise<number>;
  /** The source of a message that was taken on. */
  sample: () => string;
  stop: () => Promise<void>;
}

export async function startSink(): Promise<Sink> {
  let missing = 0;
  let isComplete: (at: number) => void = () => undefined;
  let sample = '';
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (sample === '') sample = Buffer.concat(chunks).toString();
        done();
        missing -= 1;
        if (missing === 0) isComplete(performance.now());
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    take: (count) => {
      missing = count;
      return new Promise((resolve) => {
        isComplete = resolve;
      });
    },
    sample: () => sample,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
