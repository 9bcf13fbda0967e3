// What crosses a wire: every schema, by noun. Schemas and their types share one name.
export * from './accounts.ts';
export * from './asks.ts';
export * from './cards.ts';
export * from './common.ts';
export * from './completeness.ts';
export * from './emails.ts';
export * from './identifiers.ts';
export * from './imports.ts';
export * from './interests.ts';
export * from './jobs.ts';
export * from './listings.ts';
export * from './matching.ts';
export * from './moderation.ts';
export * from './organisations.ts';
export * from './reference.ts';
export * from './search.ts';
export * from './words.ts';
