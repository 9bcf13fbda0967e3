// The settings of the Meilisearch index, as code: `sync()` makes them so. Synonyms, which staff add to, are in synonyms.ts.
import type { Settings } from 'meilisearch';
import { acronyms } from '../listings/synonyms/acronyms.ts';
import { searchedParts } from './record.ts';
import { stemOf } from './stems.ts';

/** The highest page that may be asked for, times the most a page may hold. */
const MOST_HITS = 100_000;

export const settings: Settings = {
  searchableAttributes: searchedParts.map((part) => `words.${part}`),
  displayedAttributes: ['*'],
  filterableAttributes: [
    'id',
    'serviceAreas',
    'stage',
    'innovationType',
    'regions',
    'wholeRegions',
    'localAuthorities',
    'beneficiaries',
    'national',
    'verified',
    'organisationId',
    'organisationSlug',
    'filters',
  ],
  sortableAttributes: ['publishedAt', 'evidenceLevel', 'amount'],
  // A sort that was asked for comes first; without one, what was typed decides, and of equals the newest.
  rankingRules: ['sort', 'words', 'typo', 'exactness', 'attribute', 'proximity', 'publishedAt:desc'],
  // None: phrases, synonyms among them, may hold any word. The query leaves them out instead.
  stopWords: [],
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
    // NEET is no slip of "need".
    disableOnWords: Object.keys(acronyms).map(stemOf),
  },
  faceting: { maxValuesPerFacet: 1000, sortFacetValuesBy: { '*': 'alpha', 'filters.organisation': 'count' } },
  pagination: { maxTotalHits: MOST_HITS },
};
