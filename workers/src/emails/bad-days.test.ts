// Mail servers on bad days, and addresses and words that nobody expected: over a real SMTP server, by an injected clock.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { suppressedAddresses } from '@exchange/db/emails/tables-delivery';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTransport } from '../mail/transport.ts';
import { freePort, headerOf, startMailServer } from '../testing.ts';
import { mailBackOff, sendEmails } from './send-emails.ts';
import { openPostOffice, type PostOffice } from './testing.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset());
const statesOf = async (ids: readonly string[]) => (await Promise.all(ids.map(office.rowOf))).map(({ state }) => state);

/** A line to the server that is listened to, and can be cut: what was said and not yet heard is lost. */
async function aLine(to: number) {
  const sockets = new Set<Socket>();
  const said: Buffer[] = [];
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.on('data', (chunk: Buffer) => said.push(chunk));
    near.pipe(far);
    far.pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    /** What the client said. */
    said: () => Buffer.concat(said).toString(),
    cut,
    stop: () => {
      cut();
      server.close();
    },
  };
}

describe('a mail server', () => {
  it('that is away for three days loses nothing: all goes out once when it is back', async () => {
    const port = await freePort();
    const transport = openTransport(`smtp://127.0.0.1:${String(port)}`);
    const ids = await Promise.all(Array.from({ length: 5 }, () => office.ask()));
    let passed = 0;
    const parts = office.parts({ transport, now: () => new Date(Date.now() + passed * 1_000) });
    for (let attempt = 1; passed < 3 * 86_400; attempt += 1) {
      await sendEmails(ids, parts);
      expect((await office.rowOf(ids[0]!)).attempts).toBe(attempt);
      passed += mailBackOff(attempt);
      await office.makeDue(...ids);
    }
    const back = await startMailServer(port);
    // The first thing it says after so long is “later”.
    back.onRecipient = () => ({ code: 451, text: 'greylisted' });
    await sendEmails(ids, parts);
    back.onRecipient = () => undefined;
    await office.makeDue(...ids);
    await sendEmails(ids, parts);
    await sendEmails(ids, parts);
    expect(await statesOf(ids)).toEqual(ids.map(() => 'sent'));
    expect(back.received).toHaveLength(5);
    await transport.close();
    await back.stop();
  });

  it('whose answer is lost after it took a message gets it again, under the same Message-ID', async () => {
    const line = await aLine(office.server.port);
    const transport = openTransport(line.url);
    const id = await office.ask();
    office.server.onMessage = () => line.cut();
    await sendEmails([id], office.parts({ transport }));
    expect(await office.rowOf(id)).toMatchObject({ state: 'pending', attempts: 1 });
    expect(office.server.received).toHaveLength(1);
    office.server.onMessage = () => undefined;
    await office.makeDue(id);
    await sendEmails([id], office.parts({ transport }));
    expect(await office.rowOf(id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(office.server.received.map(({ messageId }) => messageId)).toEqual([
      `<${id}@exchange.example.org>`,
      `<${id}@exchange.example.org>`,
    ]);
    await transport.close();
    line.stop();
  });

  it('that is cut off in the middle of a message has not taken it', async () => {
    const line = await aLine(office.server.port);
    const transport = openTransport(line.url);
    const ids = await Promise.all(Array.from({ length: 20 }, () => office.ask()));
    let asked = 0;
    office.server.onRecipient = () => {
      asked += 1;
      if (asked === 5) line.cut();
      return undefined;
    };
    await sendEmails(ids, office.parts({ transport }));
    office.server.onRecipient = () => undefined;
    await office.makeDue(...ids);
    await sendEmails(ids, office.parts({ transport }));
    expect(await statesOf(ids)).toEqual(ids.map(() => 'sent'));
    expect(new Set(office.server.received.map(({ messageId }) => messageId)).size).toBe(20);
    await transport.close();
    line.stop();
  });

  it('that closes (421), or is short of room (452), is asked again later', async () => {
    for (const answer of [
      { code: 421, text: '4.3.2 closing' },
      { code: 452, text: '4.3.1 no room' },
    ]) {
      const id = await office.ask();
      office.server.onRecipient = () => answer;
      await sendEmails([id], office.parts());
      expect(await office.rowOf(id)).toMatchObject({ state: 'pending', attempts: 1 });
      office.server.onRecipient = () => undefined;
      await office.makeDue(id);
      await sendEmails([id], office.parts());
      expect(await office.rowOf(id)).toMatchObject({ state: 'sent' });
    }
  });
});

it('a clock that goes back neither gives mail up nor sends it twice', async () => {
  const [first, second] = [await office.ask(), await office.ask()];
  await sendEmails([first], office.parts());
  const yesterday = office.parts({ now: () => new Date(Date.now() - 86_400_000) });
  await sendEmails([first, second], yesterday);
  office.server.onRecipient = () => ({ code: 451, text: 'later' });
  const third = await office.ask();
  await sendEmails([third], yesterday);
  expect(await statesOf([first, second, third])).toEqual(['sent', 'sent', 'pending']);
  expect(office.server.received).toHaveLength(2);
});

describe('an address', () => {
  it.each([
    ['"very.unusual.@.unusual"@example.org', '"very.unusual.@.unusual"@example.org'],
    ['"a b"@example.org', '"a b"@example.org'],
    [`o'brien+alerts@example.org`, `o'brien+alerts@example.org`],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    ['!#$%&*/=?^_{|}~-@example.org', '!#$%&*/=?^_{|}~-@example.org'],
    ['info@bücher.example', 'info@xn--bcher-kva.example'],
    ['Fay.Funder@EXAMPLE.org', 'Fay.Funder@example.org'],
  ])('that is odd but legal is written to: %s', async (to, asked) => {
    const line = await aLine(office.server.port);
    const transport = openTransport(line.url);
    const id = await office.ask({ to });
    await sendEmails([id], office.parts({ transport }));
    expect(line.said().match(/^RCPT TO:.*$/m)?.[0]).toContain(`RCPT TO:<${asked}>`);
    // The server of these tests knows no quoted names; that it says so is no word on the address.
    expect((await office.rowOf(id)).state).toBe(to.startsWith('"') ? 'failed' : 'sent');
    expect(await office.database.db.$count(suppressedAddresses)).toBe(0);
    await transport.close();
    line.stop();
  });

  it('that can be none is given up, and no command of its own reaches the server', async () => {
    const recipients: string[] = [];
    office.server.onRecipient = (address) => {
      recipients.push(address);
      return undefined;
    };
    const ids = [
      await office.ask({ to: 'fay@example.org>\r\nRCPT TO:<everybody@example.org' }),
      await office.ask({ to: 'nobody' }),
    ];
    await sendEmails(ids, office.parts());
    expect(recipients).not.toContain('everybody@example.org');
    expect(await statesOf(ids)).not.toContain('kept');
  });
});

it('names and titles put no headers and no receivers of their own into a message', async () => {
  const evil = 'Ida\r\nBcc: everybody@example.org\r\n\r\n<script>\u2028X-Evil: 1';
  const id = await office.ask({
    kind: 'invitation',
    data: { organisationName: evil, invitedBy: evil, role: 'editor', token: 't' },
  });
  await sendEmails([id], office.parts());
  expect(await office.rowOf(id)).toMatchObject({ state: 'sent', error: null });
  const [mail] = office.server.received;
  const head = office.server.sources[0]!.toString().split('\r\n\r\n')[0]!;
  expect(head).not.toMatch(/^(bcc|x-evil):/im);
  expect(mail!.headers.has('bcc')).toBe(false);
  expect(headerOf(mail!, 'subject')).toBeDefined();
  expect(office.server.received).toHaveLength(1);
});
