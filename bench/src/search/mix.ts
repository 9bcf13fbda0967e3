// The searches whose speed is measured: a hard mix of browsing, words, slips, beginnings and filters, always the same.
import { ListingQuery, regions, stages } from '@exchange/contracts';
import type { Random } from '@exchange/search/random';
import { textOf } from '@exchange/search/random';

/** A letter left out, or two neighbours swapped. */
function slip(word: string, random: Random): string {
  const at = random.whole(0, Math.max(0, word.length - 2));
  return random.chance(0.5)
    ? word.slice(0, at) + word.slice(at + 1)
    : `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
}

function filters(random: Random) {
  return {
    ask: random.chance(0.5) ? [random.pick(['contract', 'investment', 'research'])] : [],
    stage: random.chance(0.4) ? random.several(Object.keys(stages), 1, 2) : [],
    region: random.chance(0.5) ? random.several(Object.keys(regions), 1, 2) : [],
    serviceArea: random.chance(0.3) ? ['health_social_care'] : [],
    minEvidence: random.chance(0.3) ? String(random.whole(1, 4)) : undefined,
  };
}

/** Of every five: one that browses, two with words, one with a slip, one with an unfinished word; filters on two of three. */
export function searchMix(count: number, random: Random): ListingQuery[] {
  return Array.from({ length: count }, (_, n) => {
    const words = textOf(random, random.whole(1, 3));
    const q = ['', words, words, slip(words, random), words.slice(0, Math.max(3, words.length - 2))][n % 5];
    return ListingQuery.parse({ q, ...(random.chance(0.67) ? filters(random) : {}) });
  });
}
