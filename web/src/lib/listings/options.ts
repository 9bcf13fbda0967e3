// The choices each section of the listing form offers, and no others: what a page does not need it does not carry.
import { evidenceQuestions, type Reference } from '@exchange/contracts';
import type { SectionSlug } from './sections.ts';

export interface Choice {
  code: string;
  label: string;
  hint?: string;
  level?: number;
}
export type Options = Readonly<Record<string, readonly Choice[]>>;

const levelHints = [
  'You have not gathered evidence yet.',
  'You can say what you do, why it should work, and give an account of what came of it.',
  'You have figures that show change among those who took part, but not yet that you caused it.',
  'You have shown by a control or comparison group that what you do causes the change.',
  'Somebody independent has repeated the study and confirmed it.',
  'You have manuals and checks, so that it works the same wherever it is run.',
];
const stageHints: Readonly<Record<string, string>> = {
  develop: 'An idea being worked out.',
  prototype: 'Tried out in a small way.',
  pilot: 'Running in one or a few places, and being measured.',
  scale: 'Running, and ready to grow.',
};
const askHints: Readonly<Record<string, string>> = {
  contract: 'A public body pays you to give the service.',
  investment: 'A grant, loan or other money to grow it.',
  research: 'Somebody studies with you whether it works.',
  peers: 'People to learn from, or to pass it on to.',
};

const routeHints: Readonly<Record<string, string>> = {
  direct: 'You sign the contract with the public body yourselves.',
  subcontract: 'A larger provider holds the contract and pays you for a part of it.',
  consortium: 'Several organisations bid together and share the work, the pay and the risk.',
};
const instrumentHints: Readonly<Record<string, string>> = {
  grant: 'Money that is not paid back, for an agreed purpose.',
  loan: 'Money that is paid back with interest, whatever comes of it.',
  equity: 'The investor buys shares in a company. Charities have none to sell.',
  quasi_equity:
    'Paid back out of what you take in: a share of future income up to a limit, and less when there is less. It works without shares.',
  blended: 'Part grant, part loan, so that the risk is smaller for both.',
};
const designHints: Readonly<Record<string, string>> = {
  rct: 'Chance decides who gets it and who waits, so that the two groups differ in nothing else. The surest answer, and the dearest.',
  quasi_experimental: 'People who get it are compared with similar people who do not, without drawing lots.',
  service_evaluation: 'Your own records and questions show what was done, for whom, and what changed.',
  qualitative: 'People are asked and listened to: how and why it works, not how often.',
  economic: 'What it costs beside what it saves or is worth.',
};
const ethicsHints: Readonly<Record<string, string>> = {
  not_needed: 'Often so for service evaluations; ask whoever will do the study.',
};
const hinted = (list: readonly Choice[], hints: Readonly<Record<string, string>>): Choice[] =>
  list.map(({ code, label }) => ({ code, label, hint: hints[code] ?? '' }));

const plain = (list: readonly Choice[]): Choice[] => list.map(({ code, label }) => ({ code, label }));

/** Service areas in two levels: each first level followed by what is below it. */
export function serviceAreaChoices(reference: Reference): Choice[] {
  const firsts = reference.serviceAreas.filter(({ parent }) => parent === null);
  return firsts.flatMap((area) => [
    { code: area.code, label: area.label },
    ...reference.serviceAreas
      .filter(({ parent }) => parent === area.code)
      .map(({ code, label }) => ({ code, label, level: 1 })),
  ]);
}

export const askChoices = (reference: Reference): Choice[] => hinted(reference.askKinds, askHints);

export function sectionOptions(slug: SectionSlug, reference: Reference): Options {
  switch (slug) {
    case 'about':
      return { innovationTypes: plain(reference.innovationTypes) };
    case 'how-it-works':
    case 'outcomes':
    case 'pictures':
      return {};
    case 'who-and-where':
      return {
        serviceAreas: serviceAreaChoices(reference),
        beneficiaries: plain(reference.beneficiaryGroups),
        regions: plain(reference.regions),
      };
    case 'stage-and-evidence':
      return {
        stages: hinted(reference.stages, stageHints),
        replicationTerms: plain(reference.replicationTerms),
        answers: Object.entries(evidenceQuestions).map(([code, label]) => ({ code, label })),
        levels: [
          { code: '', label: 'As these answers say' },
          ...reference.evidenceLevels.map(({ level, label }) => ({
            code: String(level),
            label: level === 0 ? label : `${level}: ${label}`,
            hint: levelHints[level] ?? '',
          })),
        ],
        kinds: plain(reference.evidenceKinds),
      };
    case 'asks':
      return {
        kinds: askChoices(reference),
        routes: hinted(reference.contractRoutes, routeHints),
        regions: plain(reference.regions),
        instruments: hinted(reference.instruments, instrumentHints),
        designs: hinted(reference.researchDesigns, designHints),
        ethics: hinted(reference.ethicsStatuses, ethicsHints),
      };
  }
}
