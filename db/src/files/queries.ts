// Files in SQL: keeping them, finding the one behind an address, and sweeping those that nothing names any more.
import type { FileKind, ListingFile, PictureVariant } from '@exchange/contracts';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listings } from '../listings/tables.ts';
import { lockListing } from '../listings/queries.ts';
import { fileJson } from './select.ts';
import { pictureVariants, storedFiles } from './tables.ts';

interface NewFile {
  listingId: string;
  name: string;
  createdBy: string;
}
export interface NewVariant extends Pick<PictureVariant, 'contentType' | 'width' | 'height'> {
  hash: string;
  bytes: Buffer;
}
export interface NewDocument extends NewFile {
  contentType: string;
  hash: string;
  bytes: Buffer;
}

async function insertFile(db: Db, values: typeof storedFiles.$inferInsert): Promise<string> {
  const [row] = await db.insert(storedFiles).values(values).returning({ id: storedFiles.id });
  if (!row) throw new Error('the database gave no row for a new file');
  return row.id;
}

/** Keeps a picture as its variants. @returns the id of its file */
export async function insertPicture(db: Db, file: NewFile, variants: readonly NewVariant[]): Promise<string> {
  const fileId = await insertFile(db, { ...file, kind: 'picture' });
  await db.insert(pictureVariants).values(variants.map((one) => ({ ...one, fileId, byteSize: one.bytes.byteLength })));
  return fileId;
}

/** Keeps a document as it is. @returns the id of its file */
export async function insertDocument(db: Db, file: NewDocument): Promise<string> {
  return insertFile(db, { ...file, kind: 'document', byteSize: file.bytes.byteLength });
}

/** Files of a listing by id, without their bytes; those of other listings are left out. */
export async function listFiles(db: Db, listingId: string, ids: readonly string[]): Promise<ListingFile[]> {
  if (ids.length === 0) return [];
  const wanted = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const found = await db.execute<{ file: ListingFile }>(
    sql`select ${fileJson} as file from stored_files f where f.listing_id = ${listingId} and f.id in (${wanted}) order by f.id`,
  );
  return found.rows.map(({ file }) => file);
}

/** What each file of a listing is called, by its id: what a revision shows in the place of ids. */
export async function listFileNames(db: Db, listingId: string): Promise<{ code: string; label: string }[]> {
  return db
    .select({ code: storedFiles.id, label: storedFiles.name })
    .from(storedFiles)
    .where(eq(storedFiles.listingId, listingId));
}

/** Who may read a file follows from its listing, and from whether what is public of it names the file. */
export interface FileSubject {
  listingId: string;
  organisationId: string;
  /** The organisations that write it too. */
  partnerIds: string[];
  state: typeof listings.$inferSelect.state;
  isNamed: boolean;
  kind: FileKind;
  name: string;
  contentType: string;
  byteSize: number;
}

/** The file behind an address, without its bytes; undefined when there is none. */
export async function findFile(db: Db, fileId: string, hash: string): Promise<FileSubject | undefined> {
  const variant = and(eq(pictureVariants.fileId, storedFiles.id), eq(pictureVariants.hash, hash));
  const [row] = await db
    .select({
      listingId: listings.id,
      organisationId: listings.organisationId,
      partnerIds: sql<string[]>`array(select p.organisation_id::text from listing_partners p
        where p.listing_id = ${listings.id} and p.accepted_at is not null)`,
      state: listings.state,
      isNamed: sql<boolean>`${listings.pictures} || ${listings.documents} @> jsonb_build_array(jsonb_build_object('fileId', ${storedFiles.id}))`,
      kind: storedFiles.kind,
      name: storedFiles.name,
      contentType: sql<string>`coalesce(${pictureVariants.contentType}, ${storedFiles.contentType})`,
      byteSize: sql<number>`coalesce(${pictureVariants.byteSize}, ${storedFiles.byteSize})`,
    })
    .from(storedFiles)
    .innerJoin(listings, eq(listings.id, storedFiles.listingId))
    .leftJoin(pictureVariants, variant)
    .where(and(eq(storedFiles.id, fileId), sql`${hash} in (${pictureVariants.hash}, ${storedFiles.hash})`));
  return row;
}

/** The bytes behind an address; undefined when there are none (any more). */
export async function readBytes(db: Db, fileId: string, hash: string): Promise<Buffer | undefined> {
  const [variant] = await db
    .select({ bytes: pictureVariants.bytes })
    .from(pictureVariants)
    .where(and(eq(pictureVariants.fileId, fileId), eq(pictureVariants.hash, hash)));
  if (variant) return variant.bytes;
  const [document] = await db
    .select({ bytes: storedFiles.bytes })
    .from(storedFiles)
    .where(and(eq(storedFiles.id, fileId), eq(storedFiles.hash, hash)));
  return document?.bytes ?? undefined;
}

/** How long a file is kept that nothing names: time enough to put back what was taken out by mistake. */
const KEPT_HOURS = 24;
/** Listings at the most in one run; the rest in the next. */
const BATCH = 100;

/** Neither the listing as it stands nor any revision, open, decided or past, names the file. */
const isUnnamed = sql`not exists (
    select from listings l where l.id = ${storedFiles.listingId}
      and (l.pictures || l.documents) @> jsonb_build_array(jsonb_build_object('fileId', ${storedFiles.id})))
  and not exists (
    select from listing_revisions r where r.listing_id = ${storedFiles.listingId}
      and (r.changes::text || coalesce(r.before::text, '') || coalesce(r.content::text, '')) like '%' || ${storedFiles.id} || '%')`;

/** Deletes the files that nothing has named for a day. @returns how many */
export async function sweepFiles(db: Db, now: Date): Promise<number> {
  const old = sql`${storedFiles.createdAt} <= ${now.toISOString()}::timestamptz - make_interval(hours => ${KEPT_HOURS}::int)`;
  const rows = await db
    .selectDistinct({ id: storedFiles.listingId })
    .from(storedFiles)
    .where(and(old, isUnnamed))
    .limit(BATCH);
  let swept = 0;
  for (const { id } of rows) {
    // A writer who is just now putting the file back holds this lock, and the condition is asked again after it.
    swept += await db.transaction(async (trx) => {
      await lockListing(trx, id);
      const gone = await trx
        .delete(storedFiles)
        .where(and(inArray(storedFiles.listingId, [id]), old, isUnnamed))
        .returning({ id: storedFiles.id });
      return gone.length;
    });
  }
  return swept;
}
