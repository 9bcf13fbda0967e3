// Column builders that every table shares.
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

/** The key of every table: a UUIDv7, so that rows written together lie together. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7);

/** An instant, read and written as a Date. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const createdAt = () => instant().notNull().defaultNow();
export const updatedAt = () => instant().notNull().defaultNow();

/** Text compared without regard to case (extension citext). */
export const citext = customType<{ data: string }>({ dataType: () => 'citext' });

/** The index form of a keyword query. */
export const tsquery = customType<{ data: string }>({ dataType: () => 'tsquery' });

/** The words of a text as full-text search keeps them. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Bytes as they are; read and written as a Buffer. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
