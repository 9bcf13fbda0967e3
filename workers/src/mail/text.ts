// Words made safe for where they go: HTML, a header line, a plain text of 72 columns.

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in content and in quoted attributes. */
export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (found) => entities[found] ?? found);

/** What turns the direction of text round until it is ended: left open, it would turn the words after it as well. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text as one line: what people typed may hold line breaks, and in a header a line break would begin another header.
 * @param most characters (UTF-16 units) kept; a longer text ends in …, after a whole word unless that word is very long
 */
export function oneLine(value: string, most = 200): string {
  const line = value
    .replace(TURNING, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  if (line.length <= most) return line;
  // Not in the middle of a character that takes two units.
  const cut = line.slice(0, most - 1).replace(/\p{Surrogate}$/u, '');
  const space = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** Breaks a paragraph into lines of at most `width` characters; a longer word, such as a link, stays whole. */
export function wrap(paragraph: string, { width = 72, indent = '' } = {}): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/).filter(Boolean)) {
    if (line && line.length + 1 + word.length > width - indent.length) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}

/** Lines joined into a text; what is null, undefined or false is left out, '' is an empty line. */
export const lines = (...parts: (string | null | undefined | false)[]): string =>
  parts.filter((part): part is string => typeof part === 'string').join('\n');
