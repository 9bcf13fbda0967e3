// Rates hold for all workers together, by an injected clock, and nothing is lost or counted as an attempt for waiting.
import { mailBuckets } from '@exchange/db/emails/tables-delivery';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAdmit, domainOf } from './limit-rate.ts';
import { sendEmails, type SendingParts } from './send-emails.ts';
import { openPostOffice, type PostOffice } from './testing.ts';

let office: PostOffice;
let now: Date;
let asked: { ids: string[]; seconds: number }[];
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.reset();
  now = new Date('2026-03-02T08:00:00Z');
  asked = [];
});

/** A worker with rates of messages a minute. */
const worker = (overall?: number, perDomain?: number): SendingParts =>
  office.parts({
    admit: createAdmit(office.database.db, { overall, perDomain }, () => now),
    later: async (ids, seconds) => void asked.push({ ids, seconds }),
  });
const askMany = (count: number, domain = 'example.org') =>
  Promise.all(Array.from({ length: count }, (_, at) => office.ask({ to: `person-${at}@${domain}` })));
const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));
const sent = () => office.server.received.length;

describe('a rate for all mail', () => {
  it('lets ten seconds’ worth go at once, then as many as time brings', async () => {
    const ids = await askMany(50);
    const parts = worker(60);
    await sendEmails(ids, parts);
    expect(sent()).toBe(10);
    expect(asked).toMatchObject([{ seconds: 10 }]);
    expect(asked[0]!.ids).toHaveLength(40);
    await sendEmails(asked[0]!.ids, parts);
    expect(sent()).toBe(10);
    for (const [seconds, total] of [
      [5, 15],
      [5, 20],
      [60, 30],
    ] as const) {
      pass(seconds);
      await office.makeDue(...ids);
      await sendEmails(ids, parts);
      expect(sent()).toBe(total);
    }
    const rows = await Promise.all(ids.map(office.rowOf));
    expect(rows.map(({ state, attempts }) => `${state} ${attempts}`).sort()).toEqual([
      ...Array.from({ length: 20 }, () => 'pending 0'),
      ...Array.from({ length: 30 }, () => 'sent 1'),
    ]);
  });

  it('holds for four workers at once', async () => {
    const lists = await Promise.all(Array.from({ length: 4 }, () => askMany(10)));
    await Promise.all(lists.map((ids) => sendEmails(ids, worker(72))));
    expect(sent()).toBe(12);
    pass(10);
    await office.makeDue(...lists.flat());
    await Promise.all(lists.map((ids) => sendEmails(ids, worker(72))));
    expect(sent()).toBe(24);
  });

  it('slower than one in ten seconds lets one go at a time', async () => {
    const ids = await askMany(3);
    await sendEmails(ids, worker(2));
    expect(sent()).toBe(1);
    expect(asked[0]!.seconds).toBe(30);
    pass(29);
    await office.makeDue(...ids);
    await sendEmails(ids, worker(2));
    expect(sent()).toBe(1);
    pass(2);
    await office.makeDue(...ids);
    await sendEmails(ids, worker(2));
    expect(sent()).toBe(2);
  });

  it('goes on when the clock went back', async () => {
    const ids = await askMany(30);
    await sendEmails(ids, worker(60));
    pass(-86_400);
    await office.makeDue(...ids);
    await sendEmails(ids, worker(60));
    expect(sent()).toBe(10);
    pass(10);
    await office.makeDue(...ids);
    await sendEmails(ids, worker(60));
    expect(sent()).toBe(20);
  });
});

describe('a rate for each domain', () => {
  it('holds one domain back and not the others, whatever the case or script they are written in', async () => {
    const [slow, other] = [await askMany(8, 'Example.ORG'), await askMany(4, 'example.net')];
    const [german, ascii] = [await askMany(3, 'bücher.example'), await askMany(3, 'xn--bcher-kva.example')];
    await sendEmails([...slow, ...other, ...german, ...ascii], worker(undefined, 24));
    const domains = office.server.received.map(({ to }) => domainOf([to].flat()[0]!.value[0]!.address ?? ''));
    expect(domains.filter((domain) => domain === 'example.org')).toHaveLength(4);
    expect(domains.filter((domain) => domain === 'example.net')).toHaveLength(4);
    expect(domains.filter((domain) => domain === 'xn--bcher-kva.example')).toHaveLength(4);
  });

  it('counts against the rate of all mail what really goes out', async () => {
    const ids = [...(await askMany(10, 'slow.example')), ...(await askMany(10, 'fast.example'))];
    await sendEmails(ids, worker(60, 12));
    expect(sent()).toBe(4);
    await office.makeDue(...ids);
    await sendEmails(await askMany(6, 'third.example'), worker(60));
    expect(sent()).toBe(10);
  });
});

it('without rates, the database is not asked', async () => {
  await sendEmails(await askMany(12), worker());
  expect(sent()).toBe(12);
  expect(await office.database.db.$count(mailBuckets)).toBe(0);
  expect(asked).toEqual([]);
});
