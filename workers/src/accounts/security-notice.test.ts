// The mail that a key was made says whose, by whom and for what, and leads to where it is taken back.
import { expect, it } from 'vitest';
import { createRenderer } from '../mail/render.ts';

const { render } = createRenderer({ webUrl: 'https://exchange.example.org', apiUrl: 'https://api.example.org' });
const EVIL = '<script>alert(1)</script>\r\nBcc: everybody@example.org';

it.each([true, false])('tells owners of a key that was made (it writes: %s)', async (writes) => {
  const key = { name: EVIL, organisation: 'Gateshead Sight', slug: 'gateshead-sight', madeBy: 'Ida', writes };
  const data = { name: 'Fay', what: 'api_key_made' as const, at: '2026-07-01T11:30:00.000Z', key };
  const { html, text, subject } = await render({ kind: 'security_notice', data });
  expect(subject).toBe('A key for programs was made');
  expect(html).not.toContain('<script>');
  const flat = text.replaceAll(/\s+/g, ' ');
  expect(flat).toContain('Ida made the key “<script>alert(1)</script> Bcc: everybody@example.org” for Gateshead Sight');
  expect(flat.includes('and write its listings and interests')).toBe(writes);
  for (const part of [html, text]) {
    expect(part).toContain('https://exchange.example.org/organisations/gateshead-sight/keys');
    expect(part).not.toContain('forgot-password');
  }
});
