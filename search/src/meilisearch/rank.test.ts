// The order of the best results, on records as they are stored.
import { describe, expect, it } from 'vitest';
import { aDocument } from '../fixtures.ts';
import { listedSynonyms } from '../listings/synonyms.ts';
import { rank, type Term } from './rank.ts';
import { toRecord } from './record.ts';

const filler = Array.from({ length: 40 }, (_, n) => `filler${String.fromCharCode(97 + (n % 26))}`).join(' ');
const titled = (title: string, body = filler) => toRecord(aDocument({ title, body, organisationName: 'Some Trust' }));
const term = (text: string, documents: number, isOpen = false): Term => ({ words: text.split(' '), isOpen, documents });
const titles = (records: readonly ReturnType<typeof titled>[], terms: readonly Term[]) =>
  rank(records, terms, listedSynonyms, 1000).map(({ title }) => title);

describe('rank', () => {
  it('puts first what is found in the title, then what is found more often', () => {
    const often = titled('Often', `Walks, walks and more walks. ${filler}`);
    const once = titled('Once', `A walk. ${filler}`);
    expect(titles([once, often, titled('Lantern walks')], [term('walks', 50)])).toEqual([
      'Lantern walks',
      'Often',
      'Once',
    ]);
  });

  it('holds a rare word for more than a frequent one, and both for most', () => {
    const some = [titled('Common people'), titled('Rare lanterns'), titled('People with lanterns')];
    expect(titles(some, [term('people', 400), term('lanterns', 5)])).toEqual([
      'People with lanterns',
      'Rare lanterns',
      'Common people',
    ]);
  });

  it('counts synonyms, words in a row, beginnings and the likeliest correction of a slip', () => {
    const rest = [titled('Nothing'), titled('Café in Gateshead'), titled('Step by step'), titled('By any other step')];
    expect(titles(rest, [term('step by step', 1)])[0]).toBe('Step by step');
    expect(titles(rest, [term('cafe', 1)])[0]).toBe('Café in Gateshead');
    expect(titles(rest, [term('gates', 1, true)])[0]).toBe('Café in Gateshead');
    expect(titles(rest, [term('gatesheed', 1)])[0]).toBe('Café in Gateshead');
    const neet = titled('Young adults not in education, employment or training');
    expect(titles([...rest, neet], [term('neet', 1)])[0]).toBe(neet.title);
  });

  it('leaves equal ones, and all where there is nothing to rank by, as they were', () => {
    const equal = [titled('One'), titled('Two'), titled('Three')];
    expect(titles(equal, [])).toEqual(['One', 'Two', 'Three']);
    expect(titles(equal, [term('elsewhere', 0)])).toEqual(['One', 'Two', 'Three']);
    expect(titles([], [term('walk', 3)])).toEqual([]);
  });
});
