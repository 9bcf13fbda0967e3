// Sending over a real SMTP server that misbehaves in every way it can.
import { extendLease } from '@exchange/db/emails/sending';
import { emails } from '@exchange/db/emails/tables';
import { inArray } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTransport } from '../mail/transport.ts';
import { eventually, freePort, startMailServer } from '../testing.ts';
import { sendEmails } from './send-emails.ts';
import { openPostOffice, type PostOffice } from './testing.ts';

let office: PostOffice;
beforeEach(async () => {
  office = await openPostOffice();
});
afterEach(() => office.close());

/** Seconds until the next attempt. */
const waitOf = async (id: string) => Math.round(((await office.rowOf(id)).notBefore.getTime() - Date.now()) / 1000);

describe('sending', () => {
  it('sends each row once, whoever asks for it and how often', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => office.ask()));
    await Promise.all([
      sendEmails(ids, office.parts()),
      sendEmails(ids, office.parts()),
      sendEmails([...ids].reverse(), office.parts()),
    ]);
    await sendEmails(ids, office.parts());
    expect(office.server.received).toHaveLength(50);
    expect(new Set(office.server.received.map(({ messageId }) => messageId)).size).toBe(50);
    const [mail] = office.server.received;
    expect(mail!.from?.value).toEqual([{ address: 'hello@exchange.example.org', name: 'The Exchange' }]);
    const states = await office.database.db
      .select({ state: emails.state, attempts: emails.attempts })
      .from(emails)
      .where(inArray(emails.id, ids));
    expect(states.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
  });

  it('comes back at once for a message that was locked because something was being put into it', async () => {
    const [locked, free] = [await office.ask(), await office.ask()];
    const again: string[][] = [];
    const later = async (ids: string[]) => void again.push(ids);
    await office.database.db.transaction(async (trx) => {
      await trx
        .update(emails)
        .set({ isGathering: true })
        .where(inArray(emails.id, [locked]));
      await sendEmails([locked, free], office.parts({ later }));
    });
    expect([again, office.server.received.length]).toEqual([[[locked]], 1]);
    await sendEmails([locked, free], office.parts({ later }));
    expect([again.length, office.server.received.length]).toEqual([1, 2]);
  });

  it('puts off what the server cannot take now (4xx), and sends it later', async () => {
    const id = await office.ask();
    office.server.onRecipient = () => ({ code: 451, text: 'try again later' });
    await sendEmails([id], office.parts());
    expect(await office.rowOf(id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      error: expect.stringContaining('try again later') as string,
    });
    expect(await waitOf(id)).toBeGreaterThan(55);
    await sendEmails([id], office.parts());
    expect((await office.rowOf(id)).attempts).toBe(1);
    await office.makeDue(id);
    await sendEmails([id], office.parts());
    expect(await waitOf(id)).toBeGreaterThan(115);
    office.server.onRecipient = () => undefined;
    await office.makeDue(id);
    await sendEmails([id], office.parts());
    expect(await office.rowOf(id)).toMatchObject({ state: 'sent', attempts: 3, error: null });
    expect(office.server.received).toHaveLength(1);
  });

  it('gives up what the server will never take (5xx), and sends the rest of the batch', async () => {
    const bad = await office.ask({ to: 'nobody@example.org' });
    const good = await office.ask();
    office.server.onRecipient = (address) =>
      address.startsWith('nobody') ? { code: 550, text: 'no such person' } : undefined;
    await sendEmails([bad, good], office.parts());
    expect(await office.rowOf(bad)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('no such person') as string,
    });
    expect(await office.rowOf(good)).toMatchObject({ state: 'sent' });
    expect(office.outcomes.sort()).toEqual(['failed', 'sent']);
  });

  it('gives up what could not be sent for five days', async () => {
    const id = await office.ask();
    office.server.onRecipient = () => ({ code: 451, text: 'try again later' });
    await sendEmails([id], office.parts({ now: () => new Date(Date.now() + 6 * 86_400_000) }));
    expect(await office.rowOf(id)).toMatchObject({ state: 'failed' });
  });

  it('waits for a server that is away, and sends when it is back', async () => {
    const port = await freePort();
    const away = openTransport(`smtp://127.0.0.1:${String(port)}`);
    const id = await office.ask();
    await sendEmails([id], office.parts({ transport: away }));
    expect(await office.rowOf(id)).toMatchObject({
      state: 'pending',
      error: expect.stringContaining('ECONNREFUSED') as string,
    });
    const back = await startMailServer(port);
    await office.makeDue(id);
    await sendEmails([id], office.parts({ transport: away }));
    expect(back.received).toHaveLength(1);
    await away.close();
    await back.stop();
  });

  it('holds its rows for as long as the server takes, and another worker leaves them alone', async () => {
    const id = await office.ask();
    const gate = Promise.withResolvers<undefined>();
    office.server.onMessage = () => gate.promise;
    const sending = sendEmails([id], office.parts({ leaseSeconds: 1 }));
    const first = (await office.rowOf(id)).notBefore;
    await eventually('a longer lease', async () => (await office.rowOf(id)).notBefore > first);
    await sendEmails([id], office.parts());
    gate.resolve(undefined);
    await sending;
    expect(office.server.received).toHaveLength(1);
    expect(await office.rowOf(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('begins nothing new once it is to stop, and lets go of what it had taken', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => office.ask()));
    const gate = Promise.withResolvers<undefined>();
    let begun = 0;
    office.server.onMessage = () => {
      begun += 1;
      return gate.promise;
    };
    const stop = new AbortController();
    const sending = sendEmails(ids, office.parts({ stopping: stop.signal }));
    const ended = expect(sending).rejects.toThrow('stopped before 4 messages were begun');
    await eventually('all connections busy', () => begun === 8);
    stop.abort();
    gate.resolve(undefined);
    await ended;
    expect(office.server.received).toHaveLength(8);
    await sendEmails(ids, office.parts());
    expect(office.server.received).toHaveLength(12);
    expect((await Promise.all(ids.map(office.rowOf))).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('does not lengthen the lease of what is settled', async () => {
    const id = await office.ask();
    await sendEmails([id], office.parts());
    const { notBefore } = await office.rowOf(id);
    await extendLease(office.database.db, [id], 600);
    expect((await office.rowOf(id)).notBefore).toEqual(notBefore);
  });

  it('puts off a row it can make nothing of, and sends the others', async () => {
    const broken = await office.ask({ data: {} });
    const alsoBroken = await office.ask({ kind: 'match', data: { userId: 'x' } });
    const good = await office.ask();
    await sendEmails([broken, alsoBroken, good], office.parts());
    expect((await Promise.all([broken, alsoBroken, good].map(office.rowOf))).map(({ state }) => state)).toEqual([
      'pending',
      'pending',
      'sent',
    ]);
  });
});
