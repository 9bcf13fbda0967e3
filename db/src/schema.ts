// Every table of the product, for drizzle and its migration generator.
export * from './accounts/tables.ts';
export * from './emails/tables-delivery.ts';
export * from './emails/tables.ts';
export * from './files/tables.ts';
export * from './interests/tables.ts';
export * from './listings/tables-revisions.ts';
export * from './listings/tables-sharing.ts';
export * from './listings/tables.ts';
export * from './matching/tables.ts';
export * from './moderation/tables.ts';
export * from './notifications/tables.ts';
export * from './organisations/tables.ts';
export * from './outbox/tables.ts';
export * from './reference/tables.ts';
export * from './register/tables.ts';
export * from './searches/tables.ts';
export * from './shortlists/tables.ts';
