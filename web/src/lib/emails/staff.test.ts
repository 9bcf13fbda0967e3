// The history of a message in words, and what is missing from it.
import { emailKinds } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { framed } from './frame.ts';
import { historyView, kindWords, wordOf } from './staff.ts';

const at = '2026-11-24T08:00:00.000Z';
const attempt = (number: number | null, result: 'sent' | 'postponed' | 'bounced', reply = '250 OK') =>
  ({ number, at, result, reply, worker: number === null ? null : 'a:1' }) as const;

describe('historyView', () => {
  it('says what came of each attempt, and what was heard later', () => {
    const lines = historyView([attempt(1, 'postponed'), attempt(2, 'sent'), attempt(null, 'bounced')], 2, false);
    expect(lines.map(({ what }) => what)).toEqual([
      '1. Put off',
      '2. Taken on by the mail server',
      'Heard later: it came back',
    ]);
  });
  it('says of an attempt without a result that it was cut off, or is under way', () => {
    const words = (isPending: boolean) => historyView([attempt(2, 'sent')], 3, isPending).map(({ what }) => what);
    expect(words(false)).toEqual([
      '1. Cut off before its result could be written down',
      '2. Taken on by the mail server',
      '3. Cut off before its result could be written down',
    ]);
    expect(words(true)[2]).toBe('3. Under way, or cut off');
  });
});

it('every kind of message has its words', () => {
  for (const kind of emailKinds) expect(wordOf(kindWords, kind)).not.toBe(kind);
  expect(wordOf(kindWords, 'telegram')).toBe('telegram');
});

it('the HTML of a message runs in a sandbox, and its links open around the frame', async () => {
  const reply = framed('<html><head></head><body><script>alert(1)</script></body></html>');
  expect(reply.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  expect(await reply.text()).toContain('<head><base target="_top">');
});
