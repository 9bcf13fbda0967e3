// Marking what was found in the shown results. No I/O.
import type { Highlights } from '@exchange/contracts';
import type { ListingDocument } from './document.ts';
import { wordsIn, type Word } from './words.ts';

const LONGEST_FRAGMENT = 240;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => escapes[character] ?? character);
}

/** Stretches of a text, in order. */
export type Found = readonly Pick<Word, 'start' | 'end'>[];

/** Escapes a text and marks what was found between `from` and `to`. */
function mark(text: string, found: Found, from = 0, to = text.length): string {
  let html = '';
  let at = from;
  for (const { start, end } of found) {
    if (start < at || end > to) continue;
    html += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at, to));
}

/** The stretch of at most 240 characters in which most was found, cut between words. */
function fragment(text: string, found: Found): string {
  if (text.length <= LONGEST_FRAGMENT) return mark(text, found);
  const room = LONGEST_FRAGMENT - 2;
  const inside = ({ start, end }: Found[number], from: number) => start >= from && end <= from + room * 0.8;
  let best = found[0];
  let most = 0;
  for (const first of found) {
    const here = found.filter((word) => inside(word, first.start)).length;
    if (here > most) [best, most] = [first, here];
  }
  const wanted = Math.max(0, Math.min((best?.start ?? 0) - Math.round(room * 0.2), text.length - room));
  const from = wanted === 0 ? 0 : nextWord(text, wanted, best?.start ?? wanted);
  const to = from + room >= text.length ? text.length : lastWordEnd(text, from + room, best?.end ?? from);
  return `${from > 0 ? '…' : ''}${mark(text, found, from, to).trim()}${to < text.length ? '…' : ''}`;
}

/** On one line; where one part ends without a full stop and another begins, that is seen. Never longer than before. */
const onOneLine = (html: string) => html.replaceAll(/([^\s.!?…])\s*\n\s*\n\s*/gu, '$1… ').replaceAll(/\s+/gu, ' ');

function nextWord(text: string, from: number, latest: number): number {
  const blank = text.slice(from, latest).search(/\s/u);
  return blank < 0 ? latest : from + blank + 1;
}

function lastWordEnd(text: string, to: number, earliest: number): number {
  const rest = text.slice(earliest, to);
  const blank = rest.search(/\s\S*$/u);
  return blank < 0 ? to : earliest + rest.slice(0, blank).replace(/[\s.,;:–-]+$/u, '').length;
}

type Texts = Pick<ListingDocument, 'title' | 'summary' | 'body'>;

/** Highlights of one result, of the parts in which something was found: HTML, with the text escaped. */
export function toHighlights(document: Texts, found: Record<keyof Texts, Found>): Highlights {
  return {
    ...(found.title.length > 0 ? { title: mark(document.title, found.title) } : {}),
    ...(found.summary.length > 0 ? { summary: mark(document.summary, found.summary) } : {}),
    ...(found.body.length > 0 ? { body: onOneLine(fragment(document.body, found.body)) } : {}),
  };
}

/** @param isFound whether a word, in lower case without accents, is one that was looked for */
export function highlight(document: Texts, isFound: (word: string) => boolean): Highlights {
  const foundIn = (text: string) => {
    const words = wordsIn(text);
    const joined = (index: number) => `${words[index - 1]?.word ?? ''}${words[index]?.word ?? ''}`;
    return words.filter(({ word, bound }, index) => isFound(word) || (bound && isFound(joined(index))));
  };
  return toHighlights(document, {
    title: foundIn(document.title),
    summary: foundIn(document.summary),
    body: foundIn(document.body),
  });
}
