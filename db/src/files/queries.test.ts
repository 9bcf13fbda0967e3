// The sweep of files: what anything still names is kept, what nothing has named for a day goes, and who puts one back is in time.
import { describe, expect, it } from 'vitest';
import { aListing, aPublishedListing } from '../fixtures.ts';
import { saveListingContent, type StoredListing } from '../listings/queries.ts';
import { recordPublicContent, saveRevision } from '../listings/queries-revisions.ts';
import { ownDatabase } from '../testing-file.ts';
import { findFile, insertDocument, insertPicture, listFiles, readBytes, sweepFiles } from './queries.ts';
import { pictureVariants } from './tables.ts';

const { db, pool } = await ownDatabase();

const createdBy = '0197a000-0000-7000-8000-000000000001';
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);
const variant = {
  contentType: 'image/jpeg',
  width: 480,
  height: 240,
  hash: 'h'.repeat(43),
  bytes: Buffer.from('bytes'),
} as const;
const aPicture = ({ id: listingId }: StoredListing) =>
  insertPicture(db, { listingId, name: 'a.jpg', createdBy }, [variant]);
const name = (listing: StoredListing, ...ids: string[]) =>
  saveListingContent(db, listing.id, { pictures: ids.map((fileId) => ({ fileId, altText: 'A van' })) });
const isKept = async (listing: StoredListing, id: string) => (await listFiles(db, listing.id, [id])).length === 1;

describe('sweepFiles', () => {
  it('takes what nothing names, after a day, with its variants', async () => {
    const listing = await aListing(db);
    const [named, left] = [await aPicture(listing), await aPicture(listing)];
    await name(listing, named);
    expect(await sweepFiles(db, inHours(23))).toBe(0);
    expect(await sweepFiles(db, inHours(25))).toBe(1);
    expect([await isKept(listing, named), await isKept(listing, left)]).toEqual([true, false]);
    expect(await db.$count(pictureVariants)).toBe(1);
    expect(await sweepFiles(db, inHours(25))).toBe(0);
  });

  it('keeps what a pending revision or an earlier public content names', async () => {
    const listing = await aPublishedListing(db);
    const [pending, past] = [await aPicture(listing), await aPicture(listing)];
    const content = { pictures: [{ fileId: past, altText: 'As it was' }] };
    await recordPublicContent(db, { ...listing, ...content }, { name: 'Sam' }, new Date());
    await saveRevision(
      db,
      listing,
      undefined,
      { name: 'Sam' },
      { pictures: [{ fileId: pending, altText: 'As it may be' }] },
    );
    expect(await sweepFiles(db, inHours(48))).toBe(0);
    expect([await isKept(listing, pending), await isKept(listing, past)]).toEqual([true, true]);
  });

  it('waits for somebody who is putting a file back', async () => {
    const listing = await aListing(db);
    const file = await aPicture(listing);
    let sweeping: Promise<number> | undefined;
    await db.transaction(async (trx) => {
      await saveListingContent(trx, listing.id, { pictures: [{ fileId: file, altText: 'A van' }] });
      sweeping = sweepFiles(db, inHours(48));
      // Long enough for the sweep to stand at the lock: it has found the file unnamed.
      await expect.poll(async () => waitingForLocks()).toBeGreaterThan(0);
    });
    expect(await sweeping).toBe(0);
    expect(await isKept(listing, file)).toBe(true);
  });
});

const waitingForLocks = async () => {
  const { rows } = await pool.query(
    'select 1 from pg_stat_activity where datname = current_database() and wait_event_type = $1',
    ['Lock'],
  );
  return rows.length;
};

describe('reading files', () => {
  it('finds a document by its own hash, and nothing by another', async () => {
    const { id: listingId } = await aListing(db);
    const bytes = Buffer.from('%PDF-1.7');
    const hash = 'd'.repeat(43);
    const id = await insertDocument(db, {
      listingId,
      name: 'a.pdf',
      createdBy,
      contentType: 'application/pdf',
      hash,
      bytes,
    });
    expect(await findFile(db, id, hash)).toMatchObject({
      kind: 'document',
      byteSize: 8,
      isNamed: false,
      state: 'draft',
    });
    expect(await readBytes(db, id, hash)).toEqual(bytes);
    expect(await findFile(db, id, variant.hash)).toBeUndefined();
    expect(await readBytes(db, id, variant.hash)).toBeUndefined();
  });
});
