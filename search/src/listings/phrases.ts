// Phrases that name a stage or an ask: "low vision pilots", "ready to scale", "seeking investment". No I/O.
import type { AskKind, Stage } from '@exchange/contracts';

/** What a phrase says, and how many words it takes at that end of a query. */
export interface Phrase<Value> {
  value: Value;
  length: number;
}
export type End = 'first' | 'last';

/** Each reads the words of a query as text, lower case with single blanks; what stands before or behind it is part of the rule. */
interface Pattern<Value> {
  value: Value;
  last?: RegExp;
  first?: RegExp;
}

const SEEKING = String.raw`(?:(?:that|which|who|and) )?(?:seek(?:s|ing)?|want(?:s|ing)?|(?:look(?:s|ing)?|search(?:es|ing)?) for|need(?:s|ing)?(?= an? | some ))(?: an?| some)?`;
const asking = (what: string) => new RegExp(`(?:^| )(${SEEKING} (?:${what}))$`, 'u');
const askingFirst = (what: string) => new RegExp(`^(${SEEKING} (?:${what}))(?= |$)`, 'u');
const askOf = (value: AskKind, what: string): Pattern<AskKind> => ({
  value,
  last: asking(what),
  first: askingFirst(what),
});

/** A need alone says nothing: "complex needs research" is about needs. With "a" it does: "needs a contract". */
const askPatterns: readonly Pattern<AskKind>[] = [
  askOf('contract', 'contracts?'),
  askOf('investment', '(?:social )?(?:investment|investors?|funding|funders?|grants?|loans?)'),
  askOf('research', 'research(?: partners?)?|evaluations?|evaluators?'),
  askOf('peers', 'peers?'),
];

/** "Become a pilot", "as pilot" and "test pilot" are about people; "pilot training" does not end with it. */
const NOT_A_STAGE = String.raw`(?<!(?:^| )(?:a|an|the|as|of|or|and|airline|helicopter|fighter|test|drone|glider))`;
const BEFORE_WHAT = '(?= (?:for|in|of|with|that|which|on|to|seeking)(?: |$)|$)';

const stagePatterns: readonly Pattern<Stage>[] = [
  {
    value: 'pilot',
    last: new RegExp(
      `(?:^|${NOT_A_STAGE} )((?:(?:at|in) (?:the )?)?(?:pilot (?:stage|phase)|pilot(?:s|ed|ing)?|pilot (?:projects?|schemes?)))$`,
      'u',
    ),
    first: new RegExp(`^(pilots?(?: (?:projects?|schemes?))?)${BEFORE_WHAT}`, 'u'),
  },
  {
    value: 'prototype',
    last: /(?:^| )((?:(?:at|in) (?:the )?)?prototypes?(?: (?:stage|phase))?)$/u,
    first: new RegExp(`^(prototypes?)${BEFORE_WHAT}`, 'u'),
  },
  {
    value: 'scale',
    last: /(?:^| )((?:(?:that are|and) )?(?:ready (?:to|for) (?:be )?scal(?:e|ed|ing)(?: up)?|(?:at|in) (?:the )?scale stage|scale stage))$/u,
    first: /^(ready (?:to|for) scal(?:e|ing)(?: up)?)(?= |$)/u,
  },
  { value: 'develop', last: /(?:^| )((?:(?:at|in) (?:the )?)?(?:development|develop|idea|ideas) stage)$/u },
];

function find<Value>(
  patterns: readonly Pattern<Value>[],
  words: readonly string[],
  end: End,
): Phrase<Value> | undefined {
  const text = words.join(' ');
  for (const pattern of patterns) {
    const found = pattern[end]?.exec(text)?.[1];
    if (found !== undefined) return { value: pattern.value, length: found.split(' ').length };
  }
  return undefined;
}

export const findAsk = (words: readonly string[], end: End) => find(askPatterns, words, end);
export const findStage = (words: readonly string[], end: End) => find(stagePatterns, words, end);
