// What people look for: counts without persons, for the exchange team and, from five people on, for everybody.
import { z } from 'zod';
import { Id, Instant, text } from './common.ts';
import { Region } from './reference.ts';

/** Words are shown once so many different people looked for them on one day. */
export const LEAST_PEOPLE = 5;

/** Words that were searched for, and what came of it. */
export const SearchedWords = z
  .object({
    /** Lower case, without punctuation. */
    words: z.string(),
    /** The one region the search was narrowed to; null for none or several. */
    region: Region.nullable(),
    searches: z.int(),
    withoutResult: z.int(),
    /** How many different people at least: the most that were told apart on one day. */
    people: z.int(),
  })
  .meta({ id: 'SearchedWords' });
export type SearchedWords = z.infer<typeof SearchedWords>;

/** A filter that searches used: the parameter, and its value where that is a code. */
export const SearchedFilter = z
  .object({ name: z.string(), value: z.string().nullable(), searches: z.int(), withoutResult: z.int() })
  .meta({ id: 'SearchedFilter' });
export type SearchedFilter = z.infer<typeof SearchedFilter>;

export const SearchReportQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(30) });

/** What staff see. Searches count all, also those whose words are not shown. */
export const SearchReport = z
  .object({
    /** The first day counted, London time. */
    since: z.iso.date(),
    searches: z.int(),
    withoutResult: z.int(),
    leastPeople: z.int(),
    /** The most searched for, at most 50. */
    top: z.array(SearchedWords),
    /** The same of those that mostly found nothing. */
    unmet: z.array(SearchedWords),
    filters: z.array(SearchedFilter),
  })
  .meta({ id: 'SearchReport' });
export type SearchReport = z.infer<typeof SearchReport>;

/** What at least five people looked for and mostly did not find, most searched first. */
export const UnmetDemand = z
  .object({ since: z.iso.date(), leastPeople: z.int(), items: z.array(SearchedWords) })
  .meta({ id: 'UnmetDemand' });
export type UnmetDemand = z.infer<typeof UnmetDemand>;

/** A word or phrase of a synonym: letters and digits, 1 to 6 words. */
const phrase = text(60, 2)
  .refine((value) => /\p{L}/u.test(value), 'must hold a letter')
  .refine((value) => value.split(/[^\p{L}\p{N}'’]+/u).filter(Boolean).length <= 6, 'must be 6 words or fewer');

/** Who searches for `from` finds what says `to`; both ways, the other way round too. */
export const SynonymPair = z.object({ from: z.string(), to: z.string(), bothWays: z.boolean() });
export type SynonymPair = z.infer<typeof SynonymPair>;

export const CreateSynonymBody = z
  .strictObject({ from: phrase, to: phrase, bothWays: z.boolean().default(true) })
  .refine(({ from, to }) => from.toLowerCase() !== to.toLowerCase(), {
    path: ['to'],
    error: 'must be something else than the first',
  });
export type CreateSynonymBody = z.infer<typeof CreateSynonymBody>;

/** A pair that staff added to the synonyms of the search. */
export const Synonym = SynonymPair.extend({
  id: Id,
  addedBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
}).meta({ id: 'Synonym' });
export type Synonym = z.infer<typeof Synonym>;
