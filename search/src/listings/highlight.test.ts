// Marking what was found.
import { describe, expect, it } from 'vitest';
import { escapeHtml, highlight } from './highlight.ts';

const marked = (body: string, ...words: string[]) =>
  highlight({ title: '', summary: '', body }, (word) => words.includes(word)).body;
/** As a reader sees it. */
const plain = (html = '') =>
  html
    .replaceAll(/<\/?mark>/g, '')
    .replaceAll(
      /&(lt|gt|amp|quot|#39);/g,
      (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? "'",
    );

describe('highlight', () => {
  it('marks whole words as they were written', () => {
    expect(marked('Cafés & <Bus>es', 'cafes', 'bus')).toBe('<mark>Cafés</mark> &amp; &lt;<mark>Bus</mark>&gt;es');
  });

  it('finds hyphenated words by their joined form', () => {
    expect(marked('less re-offending', 'reoffending')).toBe('less re-<mark>offending</mark>');
  });

  it('has no part in which nothing was found', () => {
    expect(highlight({ title: 'a', summary: 'b', body: 'c' }, (word) => word === 'b')).toEqual({
      summary: '<mark>b</mark>',
    });
  });

  it('shows of a long text where most was found, cut between words, 240 characters at most', () => {
    const body = `bus ${'some other words '.repeat(40)} a bus that a bus meets ${'and so it ends '.repeat(40)}`;
    const html = marked(body, 'bus', 'meets');
    expect(html).toContain('a <mark>bus</mark> that a <mark>bus</mark> <mark>meets</mark>');
    expect(html).toMatch(/^…\w.*\w…$/u);
    expect(plain(html).length).toBeLessThanOrEqual(240);
  });

  it('stands on one line, shows where one part ends and the next begins, and ends with an ellipsis alone', () => {
    expect(marked('A bus\n\nFor villages.\n\nIn the\nhills', 'bus')).toBe(
      'A <mark>bus</mark>… For villages. In the hills',
    );
    const long = marked(`bus ${'goes on. '.repeat(60)}`, 'bus');
    expect(long).toMatch(/goes on…$/u);
  });

  it('keeps to its length whatever the text', () => {
    for (const body of [
      `${'x'.repeat(300)} bus`,
      `bus ${'x'.repeat(600)}`,
      `${'&'.repeat(500)} bus ${'<'.repeat(500)}`,
      'bus '.repeat(300),
    ]) {
      const text = plain(marked(body, 'bus'));
      expect(text.length).toBeLessThanOrEqual(240);
      expect(text).toContain('bus');
    }
  });
});

describe('escapeHtml', () => {
  it('leaves nothing that could be markup', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});
