// Finding listings: one port, two engines, and the document they hold.
export type { ListingIndex } from './port.ts';
export { toCard, toDocument, MAX_POUNDS, type DocumentAsk, type ListingDocument } from './listings/document.ts';
export { createListingIndex, openListingIndex, type SearchConfig } from './create.ts';
export { keywordBook } from './listings/keywords.ts';
export { SearchTimeoutError } from './errors.ts';
export { nearResults, relax } from './relax.ts';
export { compareIndex, documentsOf, type Differences } from './verify.ts';
