// The sections of the listing form: their order, their fields, and which problem belongs to which.
import { problemsBeforeSubmit, type Ask, type FieldProblem, type Listing } from '@exchange/contracts';
import { compactRows, toBody, type FieldKinds, type Values } from '../forms/read.ts';
import { toProblem, type Problem } from '../forms/problems.ts';
import { plural } from '../format/money.ts';
import { listingLabels } from './labels.ts';

export const sectionSlugs = [
  'about',
  'how-it-works',
  'who-and-where',
  'stage-and-evidence',
  'outcomes',
  'asks',
] as const;
export type SectionSlug = (typeof sectionSlugs)[number];

interface Section {
  slug: SectionSlug;
  title: string;
  /** What it asks, in the task list. */
  about: string;
  fields: FieldKinds;
  /** Rows that can be added, with the fields that are filled in from the start. */
  rows?: Readonly<Record<string, readonly string[]>>;
  optional?: boolean;
}

export const sections: readonly Section[] = [
  {
    slug: 'about',
    title: 'About it',
    about: 'Title, summary and kind',
    fields: { title: 'text', summary: 'text', innovationType: 'text', 'links.*.label': 'text', 'links.*.url': 'text' },
    rows: { links: [] },
  },
  {
    slug: 'how-it-works',
    title: 'The problem and how it works',
    about: 'What it answers, how, and what is different',
    fields: { problem: 'text', howItWorks: 'text', whatIsDifferent: 'text' },
  },
  {
    slug: 'who-and-where',
    title: 'Who it helps and where',
    about: 'Service areas, people, places',
    fields: {
      serviceAreas: 'list',
      beneficiaries: 'list',
      national: 'flag',
      regions: 'list',
      localAuthorities: 'list',
      couldWorkIn: 'list',
      peopleHelpedPerYear: 'number',
      costPerPerson: 'number',
    },
  },
  {
    slug: 'stage-and-evidence',
    title: 'Stage and evidence',
    about: 'How far it has come, and how you know that it works',
    fields: {
      stage: 'text',
      startedOn: 'text',
      replicationTerms: 'text',
      evidenceLevel: 'number',
      'evidence.*.kind': 'text',
      'evidence.*.title': 'text',
      'evidence.*.year': 'number',
      'evidence.*.author': 'text',
      'evidence.*.url': 'text',
      'evidence.*.sampleSize': 'number',
      'evidence.*.finding': 'text',
      'evidence.*.comparisonGroup': 'flag',
    },
    rows: { evidence: ['kind', 'comparisonGroup'] },
  },
  {
    slug: 'outcomes',
    title: 'Outcomes',
    about: 'Your figures beside those of what exists',
    fields: {
      'outcomes.*.name': 'text',
      'outcomes.*.unit': 'text',
      'outcomes.*.ours': 'number',
      'outcomes.*.existing': 'number',
      'outcomes.*.better': 'text',
      'outcomes.*.source': 'text',
    },
    rows: { outcomes: ['better'] },
    optional: true,
  },
  {
    slug: 'asks',
    title: 'What you seek',
    about: 'A contract, investment, research or peers, each with its terms',
    fields: {},
  },
];

const askFields: Readonly<Record<Ask['kind'], FieldKinds>> = {
  contract: {
    valueMin: 'number',
    valueMax: 'number',
    minTermMonths: 'number',
    routes: 'list',
    capacityPerYear: 'number',
    regions: 'list',
    note: 'text',
  },
  investment: {
    amountMin: 'number',
    amountMax: 'number',
    instruments: 'list',
    purpose: 'text',
    repaymentYears: 'number',
    note: 'text',
  },
  research: {
    question: 'text',
    designs: 'list',
    dataHeld: 'text',
    budgetMin: 'number',
    budgetMax: 'number',
    ethicsStatus: 'text',
    note: 'text',
  },
  peers: { topic: 'text', note: 'text' },
};

export const isSection = (slug: string): slug is SectionSlug => (sectionSlugs as readonly string[]).includes(slug);

export function sectionOf(slug: SectionSlug): Section {
  const section = sections.find((one) => one.slug === slug);
  if (section === undefined) throw new Error(`There is no section ${slug}.`);
  return section;
}

/** The address of the section after this one; after the last, that of the check. */
export function nextSection(id: string, slug: SectionSlug): string {
  return `/listings/${id}/edit/${sectionSlugs[sectionSlugs.indexOf(slug) + 1] ?? 'check'}`;
}

/** The kinds of the asks' fields, as the form has them: each row knows its own kind. */
function askKindsOf(values: Values): FieldKinds {
  const kinds: Record<string, FieldKinds[string]> = {};
  for (const [name, [kind]] of Object.entries(values)) {
    const row = /^asks\.(\d+)\.kind$/.exec(name)?.[1];
    if (row === undefined || kind === undefined || !(kind in askFields)) continue;
    kinds[name] = 'text';
    for (const [field, type] of Object.entries(askFields[kind as Ask['kind']])) kinds[`asks.${row}.${field}`] = type;
  }
  return kinds;
}

/** Reads a section's form: the values to show again, and the part of a listing to send. */
export function readSection(slug: SectionSlug, posted: Values): { values: Values; body: Record<string, unknown> } {
  const section = sectionOf(slug);
  let values = posted;
  for (const [group, fixed] of Object.entries(section.rows ?? {})) values = compactRows(values, group, fixed);
  return { values, body: toBody(values, slug === 'asks' ? askKindsOf(values) : section.fields) };
}

/** Which section a field path belongs to. */
export function sectionOfPath(path: string): SectionSlug {
  const top = path.split('.')[0] ?? '';
  const found = sections.find(({ fields }) => Object.keys(fields).some((name) => name.split('.')[0] === top));
  return found?.slug ?? (top === 'asks' ? 'asks' : 'about');
}

export interface LinkedProblem extends Problem {
  href: string;
}

/** Problems with a link each to the field that mends them. */
export function linkProblems(id: string, problems: readonly FieldProblem[]): LinkedProblem[] {
  return problems.map((one) => ({
    ...toProblem(one, listingLabels),
    href: `/listings/${id}/edit/${sectionOfPath(one.path)}#${one.path}`,
  }));
}

/** The task list: each section with what is still needed in it. */
export function taskList(listing: Listing) {
  const problems = problemsBeforeSubmit(listing, { catalogue: listing.sourceId !== null });
  return sections.map(({ slug, title, about, optional, fields }) => {
    const needed = problems.filter(({ path }) => sectionOfPath(path) === slug).length;
    const begun = Object.keys(fields).some((name) => {
      const value = listing[name.split('.')[0] as keyof Listing];
      return Array.isArray(value) ? value.length > 0 : Boolean(value);
    });
    const status = needed > 0 ? `${plural(needed, 'thing')} needed` : optional === true && !begun ? 'Optional' : 'Done';
    return { slug, title, about, status, done: status === 'Done' };
  });
}
