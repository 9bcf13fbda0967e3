// Text as people mean it: what word processors and web pages put between the words when something is pasted is taken out. No I/O.

const HIDDEN_FROM = '<!--[if ';
const HIDDEN_TO = '<![endif]-->';

/** Word's way of hiding things from browsers: `<!--[if gte mso 9]>…<![endif]-->`. By hand, so that no text makes it slow. */
function withoutHidden(text: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const from = text.indexOf(HIDDEN_FROM, at);
    const to = from === -1 ? -1 : text.indexOf(HIDDEN_TO, from);
    if (to === -1) return kept + text.slice(at);
    kept += text.slice(at, from);
    at = to + HIDDEN_TO.length;
  }
}

/** The wrappers of what is pasted from Word, such as `<o:p></o:p>`. */
const wordMarkup: readonly RegExp[] = [
  /<!--(?:Start|End)Fragment-->/gi,
  /<!\[(?:if [^\]<]*|endif)\]>/gi,
  /<\/?(?:o|w|m|st1|v):[a-z][^<>]*>/gi,
];

/** A bullet as Word pastes it: a mark, often of a private font, and a tab. */
const wordBullet = /^([ \t]*)(?:[\u2022\u00B7\u25AA\u25CF\u25E6\u2023\uF0B7\uF0A7\uF0D8\uF076]|o(?=\t))[\t ]+/gmu;

/** Marks of Word's private fonts that stand for nothing elsewhere. */
const privateUse = /[\uF000-\uF0FF]/g;

/**
 * Shown as a blank, and not one: no-break spaces. Tabs stay. Line breaks of every kind become \n: Word's manual one is a
 * vertical tab, web pages bring U+2028.
 */
const blanks = /[\u00A0\u2007\u202F]/g;
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/**
 * Not shown at all, and in the way of finding a word: zero-width spaces, word joiners, byte order marks, soft hyphens; and what turns the
 * text after it around (U+202D, U+202E), with which one thing can be made to look like another. Kept are the joiners of emoji and of Persian
 * and Indic writing (U+200D, U+200C), and the marks and isolates that right-to-left text needs.
 */
const unseen = /[\u200B\u2060\uFEFF\u00AD\u202D\u202E]/g;

/**
 * Cleans a text that may have been pasted: Word's markup, bullets and blanks become plain, what is not seen goes, and letters with marks
 * are written in one way (Unicode NFC), so that they are found however they were typed. What a person typed stays as it is;
 * markup that is not Word's is text like any other.
 */
export function cleanText(given: string): string {
  const hasMarkup = given.includes('<');
  let text = hasMarkup ? withoutHidden(given) : given;
  if (hasMarkup) for (const pattern of wordMarkup) text = text.replace(pattern, '');
  return text
    .replace(lineBreaks, '\n')
    .replace(blanks, ' ')
    .replace(unseen, '')
    .replace(wordBullet, '$1\u2022 ')
    .replace(privateUse, '')
    .normalize('NFC');
}
