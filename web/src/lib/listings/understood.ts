// What the exchange made of the words of a search: chips for what was read as a filter, links for what finds nothing.
import type { ListingPage, LooseFilter, Reference, Relaxed, UnderstoodPart } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { plural, sentenceList } from '../format/money.ts';
import { cardView, type CardView } from './card.ts';
import { chips, forApi, searchHref, withParam, withValue, type Chip } from './search.ts';

type Understood = ListingPage['understood'];

const asWordsLabels: Readonly<Record<UnderstoodPart, string>> = {
  place: 'Places as words',
  stage: 'Stages as words',
  ask: 'What is sought as words',
};

/** The filters that were read, as parameters; one that was chosen beside it counts in its place. */
function readFilters(params: URLSearchParams, understood: Understood): [UnderstoodPart, string, string][] {
  const { region, localAuthority, stage, ask } = understood ?? {};
  const isPlaceChosen = params.has('region') || params.has('localAuthority');
  const all: [UnderstoodPart, string, string | undefined][] = [
    ['place', 'region', isPlaceChosen ? undefined : region],
    ['place', 'localAuthority', isPlaceChosen ? undefined : localAuthority],
    ['stage', 'stage', params.has('stage') ? undefined : stage],
    ['ask', 'ask', params.has('ask') ? undefined : ask],
  ];
  return all.flatMap(([part, name, value]) => (value === undefined ? [] : [[part, name, value]]));
}

/** A chip for each filter that was read out of the words, whose way out is to search for them as words; and for that choice. */
export function understoodChips(params: URLSearchParams, understood: Understood, reference: Reference): Chip[] {
  const labels = (name: string, value: string) => {
    if (name === 'region') return `Works in ${labelIn(reference.regions, value)}`;
    if (name === 'localAuthority') return `Works in ${labelIn(reference.localAuthorities, value)}`;
    return chips(new URLSearchParams([[name, value]]), reference)[0]?.label ?? value;
  };
  const read = readFilters(params, understood).map(([part, name, value]) => ({
    label: labels(name, value),
    without: withValue(params, 'asWords', part),
  }));
  const without = (name: string, value: string) => {
    const next = new URLSearchParams(
      [...params].filter(([key, one]) => key !== 'page' && !(key === name && one === value)),
    );
    return searchHref(next);
  };
  return [
    ...read,
    ...(['place', 'stage', 'ask'] as const)
      .filter((part) => params.getAll('asWords').includes(part))
      .map((part) => ({ label: asWordsLabels[part], without: without('asWords', part) })),
    ...(params.has('exact') ? [{ label: 'Exactly these words', without: without('exact', 'true') }] : []),
    ...(params.get('words') === 'some' ? [{ label: 'Some of the words', without: without('words', 'some') }] : []),
  ];
}

/** The words that were left to look for, as they were corrected: what stands around them in `q` was read as filters. */
function correctedWords(q: string, words: string, corrected: string): string {
  const start = q.indexOf(words);
  return corrected.slice(start, corrected.length - (q.length - start - words.length));
}

/** Words that are looked for exactly as they stand, as an interest keeps them: each between quotation marks. */
const asTheyStand = (q: string) =>
  (q.match(/-?"[^"]*"|\S+/gu) ?? []).map((one) => (/^-|"/u.test(one) ? one : `"${one}"`)).join(' ');

/** The same search with what was read as filters, and the words as they were corrected or quoted: what "save this search" saves. */
export function withUnderstood(
  params: URLSearchParams,
  understood: Understood,
  corrected: string | null = null,
): URLSearchParams {
  const next = withRead(params, understood, corrected);
  const q = next.get('q');
  if (q !== null && params.has('exact')) next.set('q', asTheyStand(q));
  return next;
}

function withRead(params: URLSearchParams, understood: Understood, corrected: string | null): URLSearchParams {
  const next = forApi(params);
  for (const name of ['page', 'sort', 'exact', 'asWords', 'words']) next.delete(name);
  if (corrected !== null) next.set('q', corrected);
  if (!understood) return next;
  if (understood.words === '') next.delete('q');
  else
    next.set(
      'q',
      corrected === null ? understood.words : correctedWords(params.get('q') ?? '', understood.words, corrected),
    );
  for (const [, name, value] of readFilters(params, understood)) next.append(name, value);
  return next;
}

/** The longest words of an interest, in characters. */
const LONGEST_WORDS = 200;

/**
 * What of a search an interest cannot hold, in a sentence; null when it holds all.
 * @param some whether the results hold some of the words only
 */
export function lostOnSaving(params: URLSearchParams, some = false): string | null {
  if ((params.get('q') ?? '').length > LONGEST_WORDS)
    return `A saved search cannot keep more than ${LONGEST_WORDS} characters of words.`;
  return some ? 'A saved search tells of what has all the words, not some of them.' : null;
}

export interface NearView {
  cards: CardView[];
  /** How many have some of the words, and where those stand beside the results. */
  sentence: string;
  /** Where all of them are among the results; null when these are all. */
  href: string | null;
}

/** What holds some of the words where few hold all; null when there is none. */
export function nearView(params: URLSearchParams, near: ListingPage['near'], now: Date): NearView | null {
  if (!near) return null;
  const { items, total } = near;
  return {
    cards: items.map((item) => cardView(item, now)),
    sentence: `${plural(total, 'innovation')} ${
      total === 1 ? 'has some of the words. It is' : 'have some of the words. They are'
    } not counted above, and a saved search does not mail ${total === 1 ? 'it' : 'them'}.`,
    href: total > items.length ? withParam(params, 'words', 'some') : null,
  };
}

export interface RelaxedView {
  /** What each leaves out, in words, with where it is and how much it finds. */
  searches: { label: string; href: string; found: string }[];
  /** What the first of them finds, and the sentence that says so. */
  near: { label: string; cards: CardView[] };
}

const parametersOf: Readonly<Record<LooseFilter, readonly string[]>> = {
  verified: ['verified'],
  minEvidence: ['minEvidence'],
  amount: ['amountMin', 'amountMax'],
  innovationType: ['innovationType'],
  beneficiary: ['beneficiary'],
  stage: ['stage'],
  ask: ['ask'],
  organisation: ['organisation'],
  place: ['region', 'localAuthority'],
  serviceArea: ['serviceArea'],
};
const asAWord: Readonly<Record<UnderstoodPart, string>> = { place: 'a place', stage: 'a stage', ask: 'what is sought' };

/** "Without “Pilot”", "Without the words “in London”". */
function labelOf(params: URLSearchParams, search: Relaxed['searches'][number], reference: Reference): string {
  const { leftOut, without, asWords } = search;
  const added = asWords.find((part) => !params.getAll('asWords').includes(part));
  if (added) return `With all of it as words, not as ${asAWord[added]}`;
  if (leftOut[0] === '"') return 'With the words apart, not as a phrase';
  if (leftOut.length > 0)
    return `Without the words ${sentenceList(leftOut.map((text) => `“${text.replaceAll('"', '')}”`))}`;
  if (without.length > 1) return 'Without any filter';
  const names = without.flatMap((filter) => parametersOf[filter]);
  const taken = chips(new URLSearchParams([...params].filter(([name]) => names.includes(name))), reference);
  return `Without ${sentenceList(taken.map(({ label }) => `“${label}”`))}`;
}

function hrefOf(params: URLSearchParams, { q, without, asWords }: Relaxed['searches'][number]): string {
  const off = ['page', 'asWords', ...without.flatMap((filter) => parametersOf[filter])];
  const next = new URLSearchParams([...params].filter(([name]) => !off.includes(name)));
  if (q === null) next.delete('q');
  else next.set('q', q);
  for (const part of asWords) next.append('asWords', part);
  return searchHref(next);
}

/** What a search that found nothing comes near to; null when nothing is near. */
export function relaxedView(
  params: URLSearchParams,
  relaxed: Relaxed | undefined,
  reference: Reference,
  now: Date,
): RelaxedView | null {
  const searches = (relaxed?.searches ?? []).map((search) => ({
    label: labelOf(params, search, reference),
    href: hrefOf(params, search),
    found: plural(search.total, 'innovation'),
  }));
  const [nearest] = searches;
  if (!nearest) return null;
  const cards = (relaxed?.items ?? []).map((item) => cardView(item, now));
  return { searches, near: { label: nearest.label.charAt(0).toLowerCase() + nearest.label.slice(1), cards } };
}
