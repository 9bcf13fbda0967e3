// Matches: a listing and an interest that fit, with a score and reasons that stand as codes and are read as words.
import { z } from 'zod';
import { Id, Instant, PageRequest, text } from './common.ts';
import { ListingCard } from './search.ts';

/** Why they fit. The codes are stable; `text` is made from code and values in one place (db/src/matching/words.ts). */
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
] as const;
export const ReasonCode = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** What stood in the way, or would have made it a better match. */
export const nearMissCodes = [
  'beneficiaries_miss',
  'evidence_not_reviewed',
  'could_work_in_region',
  'amount_not_stated',
] as const;
export const NearMissCode = z.enum(nearMissCodes);
export type NearMissCode = z.infer<typeof NearMissCode>;

export const Reason = z.looseObject({ code: ReasonCode, text: z.string() }).meta({ id: 'Reason' });
export type Reason = z.infer<typeof Reason>;
export const NearMiss = z.looseObject({ code: NearMissCode, text: z.string() }).meta({ id: 'NearMiss' });

export const MatchState = z.enum(['new', 'seen', 'shortlisted', 'dismissed']);
export type MatchState = z.infer<typeof MatchState>;

export const Match = z
  .object({
    id: Id,
    listing: ListingCard,
    interest: z
      .object({ id: Id, name: z.string(), organisation: z.object({ id: Id, slug: z.string(), name: z.string() }) })
      .optional(),
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
