// The sections of the listing form: their order, their fields, and which problem belongs to which.
import {
  evidenceLevelOf,
  problemsBeforeSubmit,
  type FieldProblem,
  type Listing,
  type Reference,
} from '@exchange/contracts';
import { compactRows, toBody, toValues, type FieldKinds, type Values } from '../forms/read.ts';
import { toProblem, type Problem } from '../forms/problems.ts';
import { plural } from '../format/money.ts';
import { askValues, readAsks, toFormPath } from './ask-form.ts';
import { toAuthorityNames } from './authorities.ts';
import { listingLabels } from './labels.ts';

export const sectionSlugs = [
  'about',
  'how-it-works',
  'who-and-where',
  'stage-and-evidence',
  'outcomes',
  'asks',
  'pictures',
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
      startedOn: 'month',
      replicationTerms: 'text',
      evidenceAnswers: 'list',
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
  {
    slug: 'pictures',
    title: 'Pictures and documents',
    about: 'What it looks like, and what there is to read',
    fields: { 'pictures.*.altText': 'text', 'documents.*.title': 'text' },
    optional: true,
  },
];

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

/** The parts of a listing that a section writes. */
export const partsOf = (slug: SectionSlug): string[] =>
  slug === 'asks'
    ? ['asks']
    : [...new Set(Object.keys(sectionOf(slug).fields).map((name) => name.split('.')[0] ?? ''))];

/** What a section shows of a listing, as the values of its form. */
export function sectionValues(listing: Listing, slug: SectionSlug, reference: Reference): Values {
  if (slug === 'asks') return askValues(listing.asks);
  const values = toValues(Object.fromEntries(partsOf(slug).map((name) => [name, listing[name as keyof Listing]])));
  if (slug === 'who-and-where')
    values.localAuthorities = [toAuthorityNames(listing.localAuthorities, reference.localAuthorities)];
  // A level that is what the answers come to is left to them.
  if (slug === 'stage-and-evidence' && listing.evidenceLevel === evidenceLevelOf(listing.evidenceAnswers))
    values.evidenceLevel = [''];
  return values;
}

/** Reads a section's form: the values to show again, and the part of a listing to send. */
export function readSection(slug: SectionSlug, posted: Values): { values: Values; body: Record<string, unknown> } {
  const section = sectionOf(slug);
  if (slug === 'asks') return { values: posted, body: { asks: readAsks(posted).asks } };
  let values = posted;
  for (const [group, fixed] of Object.entries(section.rows ?? {})) values = compactRows(values, group, fixed);
  const body = toBody(values, section.fields);
  // Left to the answers, the level is what they come to.
  if ('evidenceLevel' in body) body.evidenceLevel ??= evidenceLevelOf(values.evidenceAnswers ?? []);
  return { values, body };
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

/** Problems, or warnings, of a listing with a link each to the field that mends them. */
export function linkProblems({ id, asks }: Listing, problems: readonly FieldProblem[]): LinkedProblem[] {
  const kinds = asks.map(({ kind }) => kind);
  return problems.map((one) => ({
    ...toProblem(one, listingLabels),
    href: `/listings/${id}/edit/${sectionOfPath(one.path)}#${toFormPath(one.path, kinds)}`,
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
