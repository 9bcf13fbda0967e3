// Interests: what a funder, commissioner or innovator wants to hear about, and how often.
import { z } from 'zod';
import { Id, Instant, Pounds, text, Version } from './common.ts';
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

/** Whole pounds, `min` to `max`; a side left out is open. Fits a listing's range when the two overlap. */
export const MoneyRange = z
  .strictObject({ min: Pounds.nullish(), max: Pounds.nullish() })
  .refine(({ min, max }) => min == null || max == null || max >= min, { path: ['max'], error: 'must be at least min' })
  .meta({ id: 'MoneyRange' });
export type MoneyRange = z.infer<typeof MoneyRange>;

const anyOf = <T extends z.ZodType>(item: T, most = 50) =>
  z
    .array(item)
    .max(most, `must be ${String(most)} or fewer`)
    .default([]);

/** What fits. Every part is optional; an absent or empty list means any. A first-level service area takes in all below it. */
export const Criteria = z
  .strictObject({
    asks: anyOf(AskKind, 4),
    serviceAreas: anyOf(ServiceArea),
    regions: anyOf(Region, 12),
    localAuthorities: anyOf(LocalAuthority),
    stages: anyOf(Stage, 4),
    innovationTypes: anyOf(InnovationType, 4),
    beneficiaries: anyOf(BeneficiaryGroup, 22),
    minEvidence: EvidenceLevel.default(0),
    reviewedEvidenceOnly: z.boolean().default(false),
    verifiedOnly: z.boolean().default(false),
    /** Ids: listings of any of these, and of no other. */
    organisations: anyOf(Id),
    investment: MoneyRange.nullish(),
    contract: MoneyRange.nullish(),
    research: MoneyRange.nullish(),
    q: text(200).default(''),
    exclude: z
      .strictObject({ serviceAreas: anyOf(ServiceArea), organisations: anyOf(Id), q: text(200).default('') })
      .prefault({}),
  })
  .meta({ id: 'Criteria' });
export type Criteria = z.infer<typeof Criteria>;
/** As they may be given: parts left out mean any. */
export type GivenCriteria = z.input<typeof Criteria>;

export const Frequency = z.enum(['instant', 'daily', 'weekly', 'off'], {
  error: 'must be instant, daily, weekly or off',
});
export type Frequency = z.infer<typeof Frequency>;

export const CreateInterestBody = z.strictObject({
  organisationId: Id,
  name: text(120, 1),
  criteria: Criteria.prefault({}),
  frequency: Frequency.default('weekly'),
  /** Whether who lists is told "a funder in the North East" in place of the organisation's name. */
  anonymous: z.boolean().default(false),
});
export type CreateInterestBody = z.infer<typeof CreateInterestBody>;

/** The same body as for creating, so that a form can preview what it is about to save. */
export const PreviewInterestBody = CreateInterestBody.extend({ name: text(120).default('') });
export type PreviewInterestBody = z.infer<typeof PreviewInterestBody>;

export const UpdateInterestBody = z.strictObject({
  version: Version,
  name: text(120, 1).optional(),
  criteria: Criteria.optional(),
  frequency: Frequency.optional(),
  anonymous: z.boolean().optional(),
});
export type UpdateInterestBody = z.infer<typeof UpdateInterestBody>;

/** `PUT /interests/:id/alert`: how often the person who asks is mailed. */
export const AlertBody = z.strictObject({ frequency: Frequency });
export type AlertBody = z.infer<typeof AlertBody>;

/** The signals whose weight an organisation's own acts move, each in hundredths of what it is for all: 50–150. */
export const tunedSignals = ['money', 'serviceArea', 'place', 'evidence'] as const;
export type TunedSignal = (typeof tunedSignals)[number];
export const LEAST_TUNING = 50;
export const MOST_TUNING = 150;
const hundredths = z.int().min(LEAST_TUNING).max(MOST_TUNING);
export const Tuning = z
  .object({ money: hundredths, serviceArea: hundredths, place: hundredths, evidence: hundredths })
  .meta({ id: 'Tuning' });
export type Tuning = z.infer<typeof Tuning>;

/** Changes of criteria that the reasons of dismissals suggest; made by somebody's yes only. */
export const proposalCodes = ['raise_stage', 'raise_evidence'] as const;
export const ProposalCode = z.enum(proposalCodes);
export type ProposalCode = z.infer<typeof ProposalCode>;

/** What somebody's dismissals suggest, as a question; `criteria` are what a yes would make of them. */
export const Proposal = z
  .object({
    code: ProposalCode,
    /** How many dismissals stand behind it. */
    times: z.int(),
    text: z.string(),
    criteria: Criteria,
  })
  .meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof Proposal>;

/** A proposal that was answered. */
export const ProposalAnswer = z
  .object({
    id: Id,
    code: ProposalCode,
    accepted: z.boolean(),
    answeredAt: Instant,
    /** A yes that was taken back. */
    undoneAt: Instant.nullable(),
  })
  .meta({ id: 'ProposalAnswer' });
export type ProposalAnswer = z.infer<typeof ProposalAnswer>;

/** What an organisation's acts made of an interest: its weights, open questions, and what was answered (the last ten). */
export const InterestFeedback = z
  .object({
    /** Null: as for all. */
    weights: Tuning.nullable(),
    proposals: z.array(Proposal),
    answers: z.array(ProposalAnswer),
  })
  .meta({ id: 'InterestFeedback' });
export type InterestFeedback = z.infer<typeof InterestFeedback>;

export const AnswerProposalBody = z.strictObject({ accept: z.boolean(), version: Version });
export type AnswerProposalBody = z.infer<typeof AnswerProposalBody>;
export const UndoAnswerBody = z.strictObject({ version: Version });

/** `frequency` is that of the person who asks: alerts are each member's own. */
export const Interest = z
  .object({
    id: Id,
    organisationId: Id,
    name: z.string(),
    criteria: Criteria,
    frequency: Frequency,
    /** What most colleagues chose, or weekly; null once the person has chosen for themselves. */
    suggestedFrequency: Frequency.nullable(),
    anonymous: z.boolean(),
    matches: z.int(),
    newMatches: z.int(),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Interest' });
export type Interest = z.infer<typeof Interest>;

/** An interest that an organisation's shortlists suggest; saved by nobody but a person. */
export const SuggestedInterest = z
  .object({
    name: z.string(),
    criteria: Criteria,
    /** How many shortlisted listings it is made of. */
    listings: z.int(),
    /** "You shortlisted 3 innovations in health and social care in the North East". */
    reason: z.string(),
  })
  .meta({ id: 'SuggestedInterest' });
export type SuggestedInterest = z.infer<typeof SuggestedInterest>;

/** "Not now" to a suggestion: the organisation, and the service area that it is of. */
export const PutAsideBody = z.strictObject({
  organisation: z.string().regex(/^[A-Za-z0-9-]{1,120}$/, 'must be the slug or the id of an organisation'),
  serviceArea: ServiceArea,
});
export type PutAsideBody = z.infer<typeof PutAsideBody>;

/** What a preview says beside the matches: how much there would be of it. */
export const PreviewSize = z.object({
  /** How many listings published since `since` fit. */
  total: z.int(),
  since: Instant,
  /** How many of all the listings published now fit, and how many there are. */
  fitsNow: z.int(),
  published: z.int(),
});
export type PreviewSize = z.infer<typeof PreviewSize>;

/** More matches a month than this are more than ten a week, which is what a digest names. */
export const MANY_A_MONTH = 40;
/** With fewer listings than this, fitting all of them says nothing. */
const FEW_LISTINGS = 10;

/** Whether an interest fits so much that its mail would say little. */
export const isTooWide = ({ total, fitsNow, published }: Omit<PreviewSize, 'since'>): boolean =>
  total > MANY_A_MONTH || (published >= FEW_LISTINGS && fitsNow >= published * 0.9);
