// Whether matching treats organisations alike: what staff see of match rates, by groups that have nothing to do with fitting.
import { z } from 'zod';

/** Groups of fewer organisations say nothing, and are not shown. */
export const LEAST_IN_GROUP = 5;

/** By what organisations and their listings are told apart. */
export const fairnessDimensions = [
  'legal_form',
  'people_helped',
  'region',
  'time_on_exchange',
  'order_of_listing',
  'verified',
] as const;
export const FairnessDimension = z.enum(fairnessDimensions);
export type FairnessDimension = z.infer<typeof FairnessDimension>;

export const FairnessGroup = z
  .object({
    /** A code of the dimension: a legal form, a region, `under_100`, `first`, … */
    code: z.string(),
    organisations: z.int(),
    /** Published listings: the base of the rate. The figures are null where the group is too small. */
    listings: z.int().nullable(),
    /** Of those, listings that fit at least one interest. */
    matched: z.int().nullable(),
    /** All their matches, and the mean of their scores. */
    matches: z.int().nullable(),
    meanScore: z.number().nullable(),
  })
  .meta({ id: 'FairnessGroup' });
export type FairnessGroup = z.infer<typeof FairnessGroup>;

export const FairnessReport = z
  .object({
    organisations: z.int(),
    listings: z.int(),
    matched: z.int(),
    matches: z.int(),
    meanScore: z.number().nullable(),
    leastInGroup: z.int(),
    dimensions: z.array(z.object({ code: FairnessDimension, groups: z.array(FairnessGroup) })),
  })
  .meta({ id: 'FairnessReport' });
export type FairnessReport = z.infer<typeof FairnessReport>;
