// The choices each section of the listing form offers, and no others: what a page does not need it does not carry.
import type { Reference } from '@exchange/contracts';
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

export const askChoices = (reference: Reference): Choice[] =>
  reference.askKinds.map(({ code, label }) => ({ code, label, hint: askHints[code] ?? '' }));

export function sectionOptions(slug: SectionSlug, reference: Reference): Options {
  switch (slug) {
    case 'about':
      return { innovationTypes: plain(reference.innovationTypes) };
    case 'how-it-works':
    case 'outcomes':
      return {};
    case 'who-and-where':
      return {
        serviceAreas: serviceAreaChoices(reference),
        beneficiaries: plain(reference.beneficiaryGroups),
        regions: plain(reference.regions),
      };
    case 'stage-and-evidence':
      return {
        stages: reference.stages.map(({ code, label }) => ({ code, label, hint: stageHints[code] ?? '' })),
        replicationTerms: plain(reference.replicationTerms),
        levels: reference.evidenceLevels.map(({ level, label }) => ({
          code: String(level),
          label: level === 0 ? label : `${level}: ${label}`,
          hint: levelHints[level] ?? '',
        })),
        kinds: plain(reference.evidenceKinds),
      };
    case 'asks':
      return {
        kinds: askChoices(reference),
        routes: plain(reference.contractRoutes),
        regions: plain(reference.regions),
        instruments: plain(reference.instruments),
        designs: plain(reference.researchDesigns),
        ethics: plain(reference.ethicsStatuses),
      };
  }
}
