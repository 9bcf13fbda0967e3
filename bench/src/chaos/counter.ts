// A mail server that takes every message on and remembers which, and when.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Counter {
  url: string;
  /** When each message was taken on, by its Message-ID: `performance.now()`, once for each time. */
  taken: ReadonlyMap<string, readonly number[]>;
  stop: () => Promise<void>;
}

const MESSAGE_ID = /^message-id:\s*(<[^>\s]+>)/im;

export async function startCounter(): Promise<Counter> {
  const taken = new Map<string, number[]>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 500,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const id = MESSAGE_ID.exec(Buffer.concat(chunks).toString())?.[1] ?? 'none';
        // As it is about to say so: whoever is killed from now on may never hear it.
        taken.set(id, [...(taken.get(id) ?? []), performance.now()]);
        done();
      });
    },
  });
  // A killed client's connection breaks off: that is what this is for.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
