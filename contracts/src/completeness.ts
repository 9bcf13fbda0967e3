// What a listing still needs before it can be submitted: one pure rule for the api, the web's task list and the import.
import type { FieldProblem } from './common.ts';
import type { Ask } from './asks.ts';
import { problemOfEvidenceLevel } from './evidence.ts';
import type { ListingContent } from './listings.ts';

const absent = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const needed: readonly [keyof ListingContent, string][] = [
  ['title', 'give the innovation a title'],
  ['summary', 'say in a sentence or two what it is'],
  ['problem', 'say what problem it answers'],
  ['howItWorks', 'say how it works'],
  ['innovationType', 'choose what kind of innovation it is'],
  ['stage', 'choose the stage it has reached'],
  ['serviceAreas', 'choose at least one service area'],
];

/** What each kind of ask must state, so that it can be matched: money for three of them, and the question or topic. */
const neededOfAsk: Readonly<Record<Ask['kind'], readonly [string, string][]>> = {
  contract: [
    ['valueMin', 'give the lowest value a year, in whole pounds'],
    ['valueMax', 'give the highest value a year, in whole pounds'],
  ],
  investment: [
    ['amountMin', 'give the lowest amount, in whole pounds'],
    ['amountMax', 'give the highest amount, in whole pounds'],
  ],
  research: [['question', 'say what question the research should answer']],
  peers: [['topic', 'say what you want to learn or share']],
};

/** What a line of an imported catalogue cannot do without: the rest may be added by its organisation later. */
const neededOfCatalogue = new Set<keyof ListingContent>(['title', 'summary']);

/**
 * Lists every part that submitting needs and the listing lacks (product.md, "A listing"), in the order of the form.
 * @param options.catalogue true for an imported catalogue, where a title and a summary are enough
 * @returns an empty list when the listing is complete
 */
export function problemsBeforeSubmit(listing: ListingContent, options: { catalogue?: boolean } = {}): FieldProblem[] {
  const problems: FieldProblem[] = needed
    .filter(([field]) => absent(listing[field]) && (!options.catalogue || neededOfCatalogue.has(field)))
    .map(([path, message]) => ({ path, message }));
  if (options.catalogue) return problems;
  if (!listing.national && absent(listing.regions)) {
    problems.push({ path: 'regions', message: 'choose where it works now, or say it is national' });
  }
  const tooHigh = problemOfEvidenceLevel(listing);
  if (tooHigh !== null) problems.push({ path: 'evidenceLevel', message: tooHigh });
  if (absent(listing.asks)) {
    problems.push({ path: 'asks', message: 'say what you seek: a contract, investment, research or peers' });
  }
  listing.asks?.forEach((ask, index) => {
    for (const [field, message] of neededOfAsk[ask.kind]) {
      if (absent((ask as Record<string, unknown>)[field])) {
        problems.push({ path: `asks.${String(index)}.${field}`, message });
      }
    }
  });
  return problems;
}

/** What submitting needs, counted: the fields above, a place and an ask. */
const PARTS = needed.length + 2;

/** How much of what submitting needs is there, 0–100; 100 means that it can be submitted. An ask that lacks something is not there yet. */
export function completenessOf(listing: ListingContent): number {
  const lacking = new Set(problemsBeforeSubmit(listing).map(({ path }) => path.split('.')[0]));
  return Math.max(0, Math.floor((100 * (PARTS - lacking.size)) / PARTS));
}
