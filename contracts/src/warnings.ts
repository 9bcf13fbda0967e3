// What is worth a second look in a listing, though nothing is wrong with it: one pure rule for its writers and its reviewers.
import { moneyOf, type Ask } from './asks.ts';
import type { FieldProblem } from './common.ts';
import type { ListingContent } from './listings.ts';

/**
 * The norm for funding and contracts, in months: "funding of at least three years becomes the norm rather than the exception"
 * (Partnership in Public Services, 2006, paragraph 86).
 */
export const NORMAL_TERM_MONTHS = 36;
/** A range of money beyond this ratio says little. */
export const WIDEST_RANGE = 20;

/** Whose money comes back: each of these needs a horizon. */
const repaid = new Set(['loan', 'equity', 'quasi_equity', 'blended']);
const unsaid = (text: string | null | undefined) => text == null || text === '';

const highestField: Readonly<Record<Ask['kind'], string>> = {
  contract: 'valueMax',
  investment: 'amountMax',
  research: 'budgetMax',
  peers: 'topic',
};

function warningsOfAsk(ask: Ask): [string, string][] {
  const found: [string, string][] = [];
  const { min, max } = moneyOf(ask);
  if (min !== null && max !== null && min > 0 && max > min * WIDEST_RANGE)
    found.push([
      highestField[ask.kind],
      `This is more than ${String(WIDEST_RANGE)} times the lowest. A narrower range finds those it really fits`,
    ]);
  if (ask.kind === 'contract' && ask.minTermMonths != null && ask.minTermMonths < NORMAL_TERM_MONTHS)
    found.push([
      'minTermMonths',
      'Shorter than three years, which is the plan’s own norm (Partnership in Public Services, paragraph 86). Would a longer term serve you better?',
    ]);
  if (ask.kind === 'investment' && ask.repaymentYears == null && ask.instruments.some((one) => repaid.has(one)))
    found.push([
      'repaymentYears',
      'Not all of this is a gift: investors ask first within how many years it comes back',
    ]);
  if (ask.kind === 'research' && unsaid(ask.dataHeld))
    found.push(['dataHeld', 'Researchers ask first what data there is. Say so too if there is none yet']);
  return found;
}

function warningsOfEvidence({
  evidenceLevel = 0,
  evidenceAnswers = [],
  evidence = [],
}: ListingContent): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (evidenceLevel > 0 && evidenceAnswers.length === 0)
    found.push({
      path: 'evidenceAnswers',
      message: 'The level stands alone: answer the questions that it follows from',
    });
  if (evidenceLevel >= 2 && evidence.length === 0)
    found.push({ path: 'evidence', message: 'From level 2 on, people look for a report or figures here' });
  if (evidenceLevel >= 3 && evidence.length > 0 && !evidence.some((item) => item.comparisonGroup))
    found.push({
      path: 'evidence',
      message: 'Level 3 rests on a comparison group, and no piece of evidence here says that it had one',
    });
  return found;
}

/**
 * What its writers might look at again, and its reviewers too; nothing of it keeps a listing from being published.
 * @returns sentences without a full stop, each with its field's path, in the order of the form
 */
export function warningsOf(listing: ListingContent): FieldProblem[] {
  const ofOutcomes = (listing.outcomes ?? []).flatMap((outcome, index) =>
    unsaid(outcome.source)
      ? [{ path: `outcomes.${String(index)}.source`, message: 'Figures convince when they name their source' }]
      : [],
  );
  const ofAsks = (listing.asks ?? []).flatMap((ask, index) =>
    warningsOfAsk(ask).map(([field, message]) => ({ path: `asks.${String(index)}.${field}`, message })),
  );
  return [...warningsOfEvidence(listing), ...ofOutcomes, ...ofAsks];
}
