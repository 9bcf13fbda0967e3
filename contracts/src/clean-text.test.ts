// Pasted text: Word's leavings go, and what people write in any script stays as it is.
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { text } from './common.ts';

describe('cleanText', () => {
  it.each([
    ['Windows line breaks', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a manual line break of Word, and those of web pages', 'one\vtwo\u2028three\u2029four', 'one\ntwo\nthree\nfour'],
    ['no-break spaces', '20\u00A0000 people,\u202F50\u2007%', '20 000 people, 50 %'],
    ['zero-width spaces, joiners and byte order marks', '\uFEFFzero\u200Bwidth\u2060', 'zerowidth'],
    ['soft hyphens', 'inno\u00ADvation', 'innovation'],
    ['bullets of a private font', '\uF0B7\tfirst\n\uF0A7\tsecond\n  \u00B7\tthird', '• first\n• second\n  • third'],
    ['Word’s second-level bullet', 'o\tsecond level\nor not', '• second level\nor not'],
    ['a mark of a private font alone', 'yes \uF0FC no', 'yes  no'],
    [
      'what Word hides in HTML',
      '<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><!--StartFragment-->Text<o:p></o:p><!--EndFragment-->',
      'Text',
    ],
    ['a conditional of its lists', '<![if !supportLists]>1. <![endif]>First', '1. First'],
    ['text turned around to deceive', 'photo\u202Egpj.exe', 'photogpj.exe'],
    ['letters with marks, written in one way', 'cafe\u0301 A\u030A', 'café Å'],
  ])('takes out or makes plain: %s', (_, pasted, clean) => {
    expect(cleanText(pasted)).toBe(clean);
    expect(cleanText(clean)).toBe(clean);
  });

  it.each([
    ['emoji joined into one', '👩🏽‍🦯 and 👨‍👩‍👧‍👦, 🏴󠁧󠁢󠁷󠁬󠁳󠁿, ❤️'],
    ['right-to-left text with its marks', 'العربية \u200Fو\u200E ABC \u2067שלום\u2069'],
    ['Persian, which needs the non-joiner', 'می\u200Cخواهم'],
    ['Indic conjuncts, which need the joiner', 'क्\u200Dष'],
    ['marks that have no letter of their own', 'q\u0323\u0307 and x\u0303'],
    ['tabs and blank lines', 'a\tb\n\n\nc'],
    ['quotes, dashes and ellipses as typed', '“quoted” – dash — … ‘so’'],
    ['markup that is not Word’s', '<script>alert(1)</script> <b>&amp; <!-- a comment --> a < b > c'],
    ['words that begin with o', 'o no\nold'],
    ['what looks like a time', 'v:12 <3 o:clock'],
  ])('leaves alone: %s', (_, typed) => {
    expect(cleanText(typed)).toBe(typed);
  });

  it('takes no longer for a text made to be slow', () => {
    const begun = performance.now();
    for (const piece of ['<!--[if x]>', '<o:', '\t ', '<![if ', '\u00A0\t\u2022'])
      cleanText(piece.repeat(100_000 / piece.length));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('text()', () => {
  it('counts what is left, and refuses what cannot be shown', () => {
    expect(text(3).parse('\uFEFF a\u00ADb\r\n ')).toBe('ab');
    expect(text(3).safeParse('\u00ADabcd').success).toBe(false);
    expect(text(100, 1).safeParse('\u200B\u00A0').error?.issues[0]?.message).toBe('must not be empty');
    expect(text(100).safeParse('a\u0000b').success).toBe(false);
    expect(text(100).safeParse('\uD800').success).toBe(false);
  });

  it('names the rule for a text that is far too long', () => {
    expect(text(10_000).safeParse('x'.repeat(100_000)).error?.issues).toMatchObject([
      { message: 'must be 10,000 characters or fewer' },
    ]);
  });
});
