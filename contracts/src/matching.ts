// Matches: a listing and an interest that fit, with a score and reasons that stand as codes and are read as words.
import { z } from 'zod';
import { Id, Instant, PageRequest, text } from './common.ts';
import { AskKind, type BeneficiaryGroup, type InnovationType, type Region, type Stage } from './reference.ts';
import { ListingCard } from './search.ts';

/** Why they fit. The codes are stable; `text` is made from code and values in one place (words.ts). */
export const reasonCodes = [
  'ask_fits',
  'amount_fits',
  'service_area_fits',
  'region_fits',
  'national',
  'stage_fits',
  'innovation_type_fits',
  'beneficiaries_fit',
  'evidence_fits',
  'words_found',
  'verified',
  'organisation_fits',
  'asks_for_everything',
] as const;
export const ReasonCode = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** What stood in the way, or would have made it a better match. */
export const nearMissCodes = [
  'beneficiaries_miss',
  'evidence_not_reviewed',
  'could_work_in_region',
  'amount_not_stated',
  'amount_partly',
] as const;
export const NearMissCode = z.enum(nearMissCodes);
export type NearMissCode = z.infer<typeof NearMissCode>;

export const Reason = z.looseObject({ code: ReasonCode, text: z.string() }).meta({ id: 'Reason' });
export type Reason = z.infer<typeof Reason>;
export const NearMiss = z.looseObject({ code: NearMissCode, text: z.string() }).meta({ id: 'NearMiss' });
export type NearMiss = z.infer<typeof NearMiss>;

/** The kinds of ask that have money in them. */
export type MoneyAskKind = Exclude<AskKind, 'peers'>;

/** What is sought and what is wanted, in whole pounds; null is an open side. */
interface Amounts {
  kind: MoneyAskKind;
  min: number | null;
  max: number | null;
  wantedMin: number | null;
  wantedMax: number | null;
}

/** A reason as it is stored: its code and the values its words are made from. */
export type StoredReason =
  | { code: 'ask_fits'; asks: AskKind[] }
  | ({ code: 'amount_fits' } & Amounts)
  /** What the interest names and the listing is in: second-level codes, or the first level of one. */
  | { code: 'service_area_fits'; serviceAreas: string[] }
  /** Regions and local authorities that the interest names and the listing works in; for an authority, its region where all of it is covered. */
  | { code: 'region_fits'; places: string[] }
  | { code: 'national' }
  | { code: 'stage_fits'; stage: Stage }
  | { code: 'innovation_type_fits'; innovationType: InnovationType }
  | { code: 'beneficiaries_fit'; beneficiaries: BeneficiaryGroup[] }
  | { code: 'evidence_fits'; level: number; reviewed: boolean; minEvidence: number }
  /** `bySynonym`: key words that were found in other words than those typed. Both are left out when it is told to the listing's side. */
  | { code: 'words_found'; q?: string; bySynonym?: { asked: string; found: string }[] }
  | { code: 'verified' }
  /** The interest names the listing's organisation. */
  | { code: 'organisation_fits' }
  /** The interest has no criteria at all. */
  | { code: 'asks_for_everything' };

/** A near miss as it is stored. */
export type StoredNearMiss =
  /** Groups the interest names beside those that fit. */
  | { code: 'beneficiaries_miss'; beneficiaries: BeneficiaryGroup[] }
  | { code: 'evidence_not_reviewed'; level: number }
  /** Regions the interest names where the listing does not work, but could. */
  | { code: 'could_work_in_region'; regions: Region[] }
  | { code: 'amount_not_stated'; kind: MoneyAskKind }
  /** The ranges overlap, but the listing's goes beyond. */
  | ({ code: 'amount_partly' } & Amounts);

export const MatchState = z.enum(['new', 'seen', 'shortlisted', 'dismissed']);
export type MatchState = z.infer<typeof MatchState>;

const NamedOrganisation = z.object({ id: Id, slug: z.string(), name: z.string() });

/** `organisation` is absent where the listing's side is not told it; `name` is then "A funder in the North East". */
export const Match = z
  .object({
    id: Id,
    listing: ListingCard,
    interest: z.object({ id: Id, name: z.string(), organisation: NamedOrganisation.optional() }).optional(),
    score: z.int().min(0).max(100),
    reasons: z.array(Reason),
    nearMiss: z.array(NearMiss),
    state: MatchState,
    createdAt: Instant,
  })
  .meta({ id: 'Match' });
export type Match = z.infer<typeof Match>;

/** `side` says whose matches: of the organisation's interests, or of its listings. */
export const MatchQuery = PageRequest.extend({
  organisation: z.string().max(120),
  side: z.enum(['interest', 'listing']).default('interest'),
  state: MatchState.optional(),
  interest: Id.optional(),
  listing: Id.optional(),
});
export type MatchQuery = z.infer<typeof MatchQuery>;

/** One listing's matches for an organisation's interests: shown once, with every interest that it fits. */
export const MatchedListing = z
  .object({
    listing: ListingCard,
    /** The best of its matches. */
    score: z.int().min(0).max(100),
    /** The best first. */
    matches: z.array(Match.omit({ listing: true }).required({ interest: true }).meta({ id: 'MatchOfListing' })).min(1),
  })
  .meta({ id: 'MatchedListing' });
export type MatchedListing = z.infer<typeof MatchedListing>;

/** An organisation that a listing fits: with its name, unless it chose to stay unnamed. */
export const Admirer = z
  .object({
    /** "Northern Fund", or "A funder in the North East". */
    name: z.string(),
    organisation: NamedOrganisation.nullable(),
    /** Of the best match with it, in the words of the listing's side. */
    score: z.int().min(0).max(100),
    reasons: z.array(Reason),
    nearMiss: z.array(NearMiss),
    /** How many of its interests the listing fits. */
    interests: z.int(),
  })
  .meta({ id: 'Admirer' });
export type Admirer = z.infer<typeof Admirer>;

/** So many organisations at the least stand behind whatever is told of what they want. */
export const LEAST_ORGANISATIONS = 3;

/** What stopped a listing at organisations that nothing else stopped it at. */
export const wideningCodes = [
  'needs_evidence',
  'needs_review',
  'needs_verification',
  'works_elsewhere',
  'begins_at',
  'ends_at',
  'other_ask',
  'other_stage',
  'other_innovation_type',
  'other_beneficiaries',
  'other_service_area',
] as const;
export const WideningCode = z.enum(wideningCodes);
export type WideningCode = z.infer<typeof WideningCode>;

/** As it is counted: `key` is the code of what is wanted, a level, or whole pounds (a round figure). */
export interface StoredWidening {
  code: WideningCode;
  kind: MoneyAskKind | null;
  key: string;
  /** At least LEAST_ORGANISATIONS. */
  organisations: number;
  allFund: boolean;
  allCommission: boolean;
}

/** What would widen the circle, in words and numbers; no one organisation can be made out in it. */
export const Widening = z
  .object({ code: WideningCode, organisations: z.int().min(LEAST_ORGANISATIONS), text: z.string() })
  .meta({ id: 'Widening' });
export type Widening = z.infer<typeof Widening>;

/** Who a listing fits, best first, and what would make it fit more. */
export const Audience = z
  .object({
    listing: ListingCard,
    items: z.array(Admirer),
    /** All of them, of whom the best 100 are in `items`. */
    total: z.int(),
    widening: z.array(Widening),
    leastOrganisations: z.int(),
  })
  .meta({ id: 'Audience' });
export type Audience = z.infer<typeof Audience>;

/**
 * Which listings: those with a match that meets all that is given. Without `state`, all but the dismissed; `ask` is a kind that
 * fits, `minScore` the least score.
 */
export const MatchedListingQuery = PageRequest.extend({
  organisation: z.string().max(120),
  state: MatchState.optional(),
  interest: Id.optional(),
  ask: AskKind.optional(),
  minScore: z.coerce.number().int().min(0).max(100).default(0),
  sort: z.enum(['best', 'newest']).default('newest'),
});
export type MatchedListingQuery = z.infer<typeof MatchedListingQuery>;

/** How many listings there are in each state, with the other filters as they are; `open` is all but the dismissed. */
export const MatchCounts = z
  .object({ open: z.int(), new: z.int(), seen: z.int(), shortlisted: z.int(), dismissed: z.int() })
  .meta({ id: 'MatchCounts' });
export type MatchCounts = z.infer<typeof MatchCounts>;

export const dismissReasons = {
  too_early: 'Too early a stage',
  too_little_evidence: 'Too little evidence',
  wrong_area: 'Wrong place',
  wrong_service: 'Not our kind of service',
  wrong_amount: 'Too large or too small',
  known_already: 'We know it already',
  other: 'Another reason',
} as const;
export const DismissReason = z.enum(
  Object.keys(dismissReasons) as [keyof typeof dismissReasons, ...(keyof typeof dismissReasons)[]],
);

/** The reason may be a code of the list, or in one's own words. */
export const DismissBody = z.strictObject({ reason: text(500, 1), note: text(500).optional() });
export type DismissBody = z.infer<typeof DismissBody>;

/** What may be done with several matches at once; `reopen` takes back that one was shortlisted or dismissed. */
export const MatchMark = z.enum(['seen', 'shortlist', 'dismiss', 'reopen'], {
  error: 'must be seen, shortlist, dismiss or reopen',
});
export type MatchMark = z.infer<typeof MatchMark>;

/** The most matches that are marked at once. */
export const MOST_MARKED = 500;

export const MarkMatchesBody = z
  .strictObject({
    ids: z
      .array(Id)
      .min(1, 'choose at least one')
      .max(MOST_MARKED, `must be ${String(MOST_MARKED)} or fewer`),
    mark: MatchMark,
    reason: text(500, 1).optional(),
    note: text(500).optional(),
  })
  .superRefine(({ mark, reason }, context) => {
    if (mark === 'dismiss' && reason === undefined)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'is needed to dismiss' });
  });
export type MarkMatchesBody = z.infer<typeof MarkMatchesBody>;
