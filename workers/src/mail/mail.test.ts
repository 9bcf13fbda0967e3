// The mechanics of mail: escaping, one-line headers, wrapping, templates, headers.
import { describe, expect, it } from 'vitest';
import { headersFor, keptHeaders, messageIdOf, parseFrom } from './message.ts';
import { compile } from './template.ts';
import { escapeHtml, lines, oneLine, wrap } from './text.ts';

describe('text', () => {
  it('is escaped for HTML', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
  it('is one line in a header, whatever was typed', () => {
    expect(oneLine(' Hello\r\nBcc: everybody@example.org\u2028\tthere\u0000 ')).toBe(
      'Hello Bcc: everybody@example.org there',
    );
    expect(oneLine('One\u0085Two\u000BThree\u2029Four\u00A0five')).toBe('One Two Three Four five');
    expect(oneLine('evil\u202Etxt.exe\u2066')).toBe('eviltxt.exe');
    expect(oneLine('a'.repeat(300), 10)).toBe('aaaaaaaaa…');
    expect(oneLine('sight tests in the places where people are', 22)).toBe('sight tests in the…');
    expect(oneLine('sight tests in the places where people are', 19)).toBe('sight tests in the…');
    expect(oneLine('👩‍⚕️'.repeat(20), 12)).not.toMatch(/\uFFFD/);
  });
  it('is wrapped, with links whole', () => {
    const link = `https://example.org/${'x'.repeat(90)}`;
    const text = wrap(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen ${link} end`);
    expect(text.split('\n').filter((line) => line.length > 72)).toEqual([link]);
    expect(wrap('a b', { width: 1, indent: '  ' })).toBe('a\n  b');
    expect(lines('a', false, undefined, '', 'b')).toBe('a\n\nb');
  });
});

describe('templates', () => {
  const mjml = (inner: string) =>
    `<mjml><mj-body><mj-section><mj-column><mj-text>${inner}</mj-text></mj-column></mj-section></mj-body></mjml>`;

  it('fill values, lists and conditions, escaped', async () => {
    const fill = await compile(
      mjml('{{#people}}[{{greeting}} {{name}}{{#old}}!{{/old}}]{{/people}}{{#none}}never{{/none}}'),
    );
    const view = {
      greeting: 'Hello',
      people: [
        { name: '<script>', old: true },
        { name: 'B', old: false },
      ],
      none: [],
    };
    expect(fill(view)).toContain('[Hello &lt;script&gt;!][Hello B]');
    expect(fill(view)).not.toContain('never');
  });
  it('refuse what is missing, what does not close, and MJML that is wrong', async () => {
    const fill = await compile(mjml('{{name}}'));
    expect(() => fill({})).toThrow('{{name}}');
    await expect(compile(mjml('{{#a}}'))).rejects.toThrow('never closed');
    await expect(compile(mjml('{{#a}}{{/b}}'))).rejects.toThrow('closes nothing');
    await expect(compile('<mjml><mj-body><mj-nonsense /></mj-body></mjml>')).rejects.toThrow('mj-nonsense');
  });
});

describe('headers', () => {
  const from = parseFrom('"The Exchange" <hello@exchange.example.org>');

  it('read MAIL_FROM', () => {
    expect(from).toEqual({ name: 'The Exchange', address: 'hello@exchange.example.org' });
    expect(parseFrom('hello@example.org')).toEqual({ name: '', address: 'hello@example.org' });
  });
  it('have one id a row', () => {
    expect(messageIdOf('0190-a', from)).toBe('<0190-a@exchange.example.org>');
  });
  it('offer to stop alerts with one POST, and account mail not', () => {
    expect(headersFor('https://api.example.org', 'a+b/c=')).toEqual({
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': '<https://api.example.org/api/v1/unsubscribe?token=a%2Bb%2Fc%3D>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(headersFor('https://api.example.org')).toEqual({ 'Auto-Submitted': 'auto-generated' });
  });
  it('are kept as the receiver would see them', () => {
    const date = new Date('2026-11-24T08:00:00Z');
    const message = { from, to: 'a@example.org', subject: 'S', messageId: '<x@y>', date, headers: { 'X-A': '1' } };
    expect(keptHeaders(message)).toEqual({
      From: 'The Exchange <hello@exchange.example.org>',
      To: 'a@example.org',
      Subject: 'S',
      Date: 'Tue, 24 Nov 2026 08:00:00 +0000',
      'Message-ID': '<x@y>',
      'X-A': '1',
    });
  });
});
