// Finding listings: the query everyone can put in a URL, and the page that comes back.
import { z } from 'zod';
import { FieldProblem, Id, Instant, Pounds, text } from './common.ts';
import { Identifier } from './organisations.ts';
import {
  AskKind,
  BeneficiaryGroup,
  EvidenceLevel,
  InnovationType,
  LocalAuthority,
  Region,
  ServiceArea,
  Stage,
} from './reference.ts';

/** A query parameter that may be given once or repeated; repeated means any of them. At most 50 values. */
function anyOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value: unknown) =>
      value === undefined || value === '' ? [] : Array.isArray(value) ? (value as unknown[]) : [value],
    z.array(item).max(50, 'must be 50 values or fewer'),
  );
}

const emptyAsAbsent = (value: unknown) => (value === '' ? undefined : value);
const money = z.preprocess(emptyAsAbsent, z.coerce.number().pipe(Pounds).optional());

const flag = z.preprocess(
  (value) => (value === 'true' || value === '1' || value === true ? true : emptyAsAbsent(value)),
  z.literal(true, { error: 'must be true' }).optional(),
);

export const ListingSort = z.enum(['relevance', 'newest', 'evidence', 'amount']);
export type ListingSort = z.infer<typeof ListingSort>;

/**
 * The filters of a search. Within one any-of, across all. `region` and `localAuthority` are one filter, of places: any of either;
 * a region takes in what lies in it and national listings, an authority those that name it, those that name its region and none of
 * its authorities, and national ones. A first-level `serviceArea` takes in all below it; `minEvidence` looks at the reviewed level, or the self-assessed one where there is no review; the amounts
 * overlap with the money of an ask of the kinds chosen (of any kind, where none is), and a side that is not stated is open.
 */
export const ListingFilters = z.strictObject({
  ask: anyOf(AskKind),
  serviceArea: anyOf(ServiceArea),
  stage: anyOf(Stage),
  innovationType: anyOf(InnovationType),
  region: anyOf(Region),
  localAuthority: anyOf(LocalAuthority),
  beneficiary: anyOf(BeneficiaryGroup),
  minEvidence: z.preprocess(emptyAsAbsent, z.coerce.number().pipe(EvidenceLevel).optional()),
  amountMin: money,
  amountMax: money,
  organisation: anyOf(z.string().max(120)),
  verified: flag,
});
export type ListingFilters = z.infer<typeof ListingFilters>;

/** What of the words may be taken for a filter: "low vision pilots in the North East, seeking investment". */
export const UnderstoodPart = z.enum(['place', 'stage', 'ask']);
export type UnderstoodPart = z.infer<typeof UnderstoodPart>;

/**
 * `exact`: the words as they are; none is taken for a slip or a filter, nor do synonyms and beginnings count. `asWords`: these
 * parts are looked for as words where they would be taken for a filter. `words` says what a result must hold of several words: `all`, which is
 * the set that an interest with these words finds; or `some`, as without it: where few hold all, those that hold some are results too.
 */
export const ListingQuery = ListingFilters.extend({
  q: z.preprocess(emptyAsAbsent, text(500).optional()),
  exact: flag,
  asWords: anyOf(UnderstoodPart),
  words: z.preprocess(emptyAsAbsent, z.enum(['all', 'some'], { error: 'must be all or some' }).optional()),
  sort: z.preprocess(emptyAsAbsent, ListingSort.default('relevance')),
  /** Counts from 1; results beyond the 1,000th page are refused. */
  page: z.preprocess(emptyAsAbsent, z.coerce.number().int().min(1).max(1000).default(1)),
  limit: z.preprocess(emptyAsAbsent, z.coerce.number().int().min(1).max(100).default(20)),
}).superRefine((query, context) => {
  if (query.amountMin !== undefined && query.amountMax !== undefined && query.amountMax < query.amountMin)
    context.addIssue({ code: 'custom', path: ['amountMax'], message: 'must be at least amountMin' });
});
export type ListingQuery = z.infer<typeof ListingQuery>;

/** An ask as a card shows it: its kind, its money in whole pounds and, for a contract, its shortest term in months. */
export const AskTerms = z.object({
  kind: AskKind,
  min: z.int().nullable(),
  max: z.int().nullable(),
  minTermMonths: z.int().nullable(),
});
export type AskTerms = z.infer<typeof AskTerms>;

/** What a list shows of a listing; kept whole in the search document, so that a page of results costs one query. */
export const ListingCard = z
  .object({
    id: Id,
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    organisation: z.object({
      id: Id,
      slug: z.string(),
      name: z.string(),
      identifiers: z.array(Identifier),
      verified: z.boolean(),
    }),
    asks: z.array(AskKind),
    askTerms: z.array(AskTerms),
    stage: Stage.nullable(),
    innovationType: InnovationType.nullable(),
    serviceAreas: z.array(z.string()),
    regions: z.array(Region),
    national: z.boolean(),
    /** The reviewed level where there is one, else the self-assessed one. */
    evidenceLevel: EvidenceLevel,
    evidenceReviewed: z.boolean(),
    publishedAt: Instant,
    isDemonstration: z.boolean(),
    sourceId: z.string().nullable(),
  })
  .meta({ id: 'ListingCard' });
export type ListingCard = z.infer<typeof ListingCard>;

/** HTML: the text escaped, with what was found in `<mark>`. Only the parts in which something was found. */
export const Highlights = z.object({
  title: z.string().optional(),
  summary: z.string().optional(),
  body: z.string().optional(),
});
export type Highlights = z.infer<typeof Highlights>;

export const ListingHit = ListingCard.extend({ highlights: Highlights }).meta({ id: 'ListingHit' });
export type ListingHit = z.infer<typeof ListingHit>;

/**
 * Bands of the amount sought, whole pounds; `value` is the facet's. Each side given as `amountMin` and `amountMax` finds what the count says: an
 * ask counts in every band that its range reaches into, one that ends at an edge in both. Each band is about five times the one before, as the
 * sums that are asked for are spread, so that each narrows a search about as much.
 */
export const amountBands = [
  { value: 'to-10000', min: null, max: 10_000 },
  { value: '10000-50000', min: 10_000, max: 50_000 },
  { value: '50000-250000', min: 50_000, max: 250_000 },
  { value: '250000-1000000', min: 250_000, max: 1_000_000 },
  { value: 'from-1000000', min: 1_000_000, max: null },
] as const;

/** For each value, how many results there would be with it, the other filters as they are. Organisations have their name as `label`. */
export const FacetCount = z.object({ value: z.string(), count: z.int(), label: z.string().optional() });
export type FacetCount = z.infer<typeof FacetCount>;
/** `amount` counts the bands, with the kinds of ask that are chosen. Of `localAuthority` the 30 and of `organisation` the 20 with most results are given, and those that are chosen. */
export const facetNames = [
  'ask',
  'serviceArea',
  'stage',
  'innovationType',
  'region',
  'beneficiary',
  'minEvidence',
  'localAuthority',
  'verified',
  'amount',
  'organisation',
] as const;
export type FacetName = (typeof facetNames)[number];
export const Facets = z.record(z.enum(facetNames), z.array(FacetCount));
export type Facets = z.infer<typeof Facets>;

/** What of `q` was taken for a filter, and the words that are left to look for. */
export const Understood = z.object({
  words: z.string(),
  region: Region.optional(),
  localAuthority: LocalAuthority.optional(),
  stage: Stage.optional(),
  ask: AskKind.optional(),
});
export type Understood = z.infer<typeof Understood>;

/** The filters that can be taken off one by one: `place` is `region` and `localAuthority`, `amount` both its sides. */
export const LooseFilter = z.enum([
  'verified',
  'minEvidence',
  'amount',
  'innovationType',
  'beneficiary',
  'stage',
  'ask',
  'organisation',
  'place',
  'serviceArea',
]);
export type LooseFilter = z.infer<typeof LooseFilter>;

/** A search that asks for less than the one that found nothing, and how much it finds. */
export const RelaxedSearch = z.object({
  /** The words that are left, to be searched for as `q`; null when none are. */
  q: z.string().nullable(),
  /** What of the typed words is left out; a lone `"` stands for the quotation marks. */
  leftOut: z.array(z.string()),
  /** The filters that are taken off. */
  without: z.array(LooseFilter),
  /** What is looked for as words, rather than as a filter. */
  asWords: z.array(UnderstoodPart),
  total: z.int(),
});
export type RelaxedSearch = z.infer<typeof RelaxedSearch>;

/** What a search that found nothing comes near to: searches that ask for less, the nearest first, and what the first of them finds. */
export const Relaxed = z
  .object({ searches: z.array(RelaxedSearch).max(6), items: z.array(ListingHit).max(5) })
  .meta({ id: 'Relaxed' });
export type Relaxed = z.infer<typeof Relaxed>;

export const ListingPage = z
  .object({
    items: z.array(ListingHit),
    total: z.int(),
    page: z.int(),
    limit: z.int(),
    facets: Facets,
    /** What was searched for in place of `q` when a word was taken for a slip; else null. */
    correctedQuery: z.string().nullable(),
    /** "low vision in the North East" is low vision, in the region TLC. Absent when nothing was taken for a filter. */
    understood: Understood.optional(),
    /** Only with `words=all`, where fewer than a page hold all: the best that hold some of the words, and how many do. */
    near: z.object({ items: z.array(ListingHit).max(10), total: z.int() }).optional(),
  })
  .meta({ id: 'ListingPage' });
export type ListingPage = z.infer<typeof ListingPage>;

export const Suggestion = z.object({ text: z.string(), slug: z.string().nullable() }).meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;
export const Suggestions = z.object({ items: z.array(Suggestion).max(8) });

/** A line of an import that was refused. */
export const ImportProblem = z.object({ line: z.int(), fields: z.array(FieldProblem) });
