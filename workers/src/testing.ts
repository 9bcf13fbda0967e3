// Services for tests: a real Redis of one's own, and a real SMTP server in process that can be told to misbehave.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface TestRedis {
  url: string;
  stop: () => Promise<void>;
}

/** Starts a Redis that keeps nothing on disk, on any free port unless told. */
export async function startRedis(at?: number): Promise<TestRedis> {
  const port = at ?? (await freePort());
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-redis-'));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const server = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  try {
    await once(server, 'spawn');
  } catch (error) {
    throw new Error('These tests need redis-server in PATH: install it (on Debian, apt-get install redis-server).', {
      cause: error,
    });
  }
  const url = `redis://127.0.0.1:${String(port)}`;
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
  return {
    url,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What the server says to RCPT TO of an address, or at the end of DATA. */
export type Answer = { code: number; text: string };

export interface TestMailServer {
  url: string;
  port: number;
  /** Every message that was taken on, in order. */
  received: ParsedMail[];
  /** The same messages as they came over the line. */
  sources: Buffer[];
  /** Asked at RCPT TO; nothing means: welcome. */
  onRecipient: (address: string) => Answer | undefined;
  /** Awaited at the end of DATA, before the message is taken on; when it fails, the message is not. */
  onMessage: (mail: ParsedMail) => Promise<void> | void;
  /** What it says when it has taken a message on; undefined: the usual. */
  thanks: string | undefined;
  stop: () => Promise<void>;
}

const toError = ({ code, text }: Answer) => Object.assign(new Error(text), { responseCode: code });

/** Starts an SMTP server that speaks the protocol for real and keeps what it takes. */
export async function startMailServer(port = 0): Promise<TestMailServer> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, done) => {
      const answer = state.onRecipient(address);
      done(answer ? toError(answer) : null);
    },
    onData: (stream, _session, done) => {
      const take = async () => {
        const source = await buffer(stream);
        const mail = await simpleParser(source);
        await state.onMessage(mail);
        state.sources.push(source);
        state.received.push(mail);
      };
      take().then(
        () => done(null, state.thanks),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address() as AddressInfo;
  const state: TestMailServer = {
    url: `smtp://127.0.0.1:${String(address.port)}`,
    port: address.port,
    received: [],
    sources: [],
    onRecipient: () => undefined,
    onMessage: () => undefined,
    thanks: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  return state;
}

/** Waits until `check` gives something; looks every 20 ms. @throws after `seconds`, saying what was waited for */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  seconds = 60,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await check();
    if (found) return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`waited ${String(seconds)} s for ${what}`);
    await pause(20);
  }
}

/** A header as it came over the line, unfolded. */
export function headerOf(mail: ParsedMail, name: string): string | undefined {
  const line = mail.headerLines.find(({ key }) => key === name.toLowerCase())?.line;
  return line?.replace(/\r?\n\s+/g, ' ').replace(/^[^:]+:\s*/, '');
}
