// What each signal adds to a score: whole points, 100 in all. This table is the whole of the scorer's opinion.

/** Counts up whenever a figure below, or how it is given, changes; kept with every match. */
export const SCORER_VERSION = 2;

/**
 * Points a signal. Every match has passed the gates, so a criterion that was stated is met; one that was not stated says
 * little, and gets less than half. A listing that meets everything an interest names in full gets 100.
 */
export const weights = {
  /** The kind of ask: what somebody comes to the exchange for. */
  ask: { named: 10, any: 4 },
  /** The money of the best ask that fits: wholly inside what is wanted, overlapping, not stated by the listing; or no range given. */
  money: { inside: 18, partly: 11, notStated: 7, any: 6 },
  /** The service area, named as the listing has it, or by its first level. */
  serviceArea: { exact: 22, within: 18, any: 8 },
  /** Delivery area, not head office: the council itself, its region, or everywhere. */
  place: { localAuthority: 15, region: 13, national: 11, any: 5 },
  stage: { named: 8, any: 3 },
  innovationType: { named: 5, any: 2 },
  /** All the groups the interest names, or some of them. */
  beneficiaries: { all: 8, some: 5, any: 3 },
  /** Points a level on the Nesta Standards of Evidence (0–5), reviewed or as the organisation sees itself: at most 5 or 3. */
  evidence: { reviewedLevel: 1, mostReviewed: 5, mostSelfAssessed: 3 },
  words: { found: 5, any: 2 },
  /**
   * Whether the organisation was checked against its register counts where the interest asks for it, and not otherwise: new and small
   * organisations wait longer to be checked, and are not ranked down for it.
   */
  verified: { named: 4, any: 1 },
} as const;

/** The most that each signal an organisation's own acts may tune can give. */
export const mostOfTuned = {
  money: weights.money.inside,
  serviceArea: weights.serviceArea.exact,
  place: weights.place.localAuthority,
  evidence: weights.evidence.mostReviewed,
} as const;
