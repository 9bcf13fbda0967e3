// Brings a catalogue of listings in, line by line: good lines go in, bad ones are told of, and running it again updates.
import type { FieldProblem, ImportLine, ListingContent } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import {
  findListingIdBySource,
  insertListing,
  lockListing,
  moveListing,
  saveListingContent,
  type ListingControl,
} from '@exchange/db/listings/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { listKnownCodes } from '@exchange/db/reference/queries';
import { ApiError } from '../errors.ts';
import { makePublic } from '../listings/lifecycle-steps.ts';
import { checkLine, type CheckedLine } from './check.ts';
import { BrokenFile, type Line } from './lines.ts';
import { findOrMakeOrganisation, IMPORT } from './organisation.ts';

const BATCH = 100;
/** After so many lines of which none was JSON, the file is not what it should be. */
const PATIENCE = 100;

export interface ImportOptions {
  /** Publishes what is not public yet. */
  publish: boolean;
  now?: () => Date;
  onProblem: (line: number, problems: FieldProblem[]) => void;
  /** Told after each batch how many lines were read. */
  onProgress: (lines: number) => void;
}

export interface ImportSummary {
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  published: number;
  bad: number;
}

type Outcome = { kind: 'created' | 'updated' | 'unchanged'; published: boolean };

/** Writes one listing; nothing is touched when nothing differs. */
async function writeListing(db: Db, line: ImportLine, options: { publish: boolean; now: Date }): Promise<Outcome> {
  const { organisation, sourceId, ...content } = line;
  const organisationId = await findOrMakeOrganisation(db, organisation);
  const known = await findListingIdBySource(db, sourceId);
  const id = known ?? (await insertListing(db, { organisationId, sourceId }, content));
  const listing = await lockListing(db, id);
  if (!listing) throw new Error(`listing ${id} is not there`);
  const kind =
    known === undefined ? 'created' : (await update(db, listing, organisationId, content)) ? 'updated' : 'unchanged';
  if (kind === 'created')
    await recordAudit(db, { action: 'listing.created', actor: IMPORT, subjectKind: 'listing', subjectId: id });
  // What somebody paused or archived by hand stays so.
  const isWaiting = ['draft', 'in_review', 'changes_requested'].includes(listing.state);
  const published = options.publish && isWaiting;
  if (published)
    await makePublic(
      { trx: db, listing: { ...listing, title: content.title ?? listing.title } },
      {
        action: 'listing.published',
        actor: IMPORT,
        now: options.now,
      },
    );
  return { kind, published };
}

async function update(
  db: Db,
  listing: ListingControl,
  organisationId: string,
  content: ListingContent,
): Promise<boolean> {
  const { changed, isMaterial } = await saveListingContent(db, listing.id, content);
  const isMoved = listing.organisationId !== organisationId;
  if (isMoved) await moveListing(db, listing.id, organisationId);
  if (changed.length === 0 && !isMoved) return false;
  await recordAudit(db, {
    action: 'listing.changed',
    actor: IMPORT,
    subjectKind: 'listing',
    subjectId: listing.id,
    details: { changed: isMoved ? [...changed, 'organisation'] : changed },
  });
  if (listing.state === 'published')
    await appendToOutbox(db, isMaterial || isMoved ? 'listing.published' : 'listing.changed', {
      listingId: listing.id,
    });
  return true;
}

/** A batch in one transaction, each line under a savepoint: a line that fails loses itself only. */
async function writeBatch(db: Db, batch: CheckedLine[], options: ImportOptions, summary: ImportSummary): Promise<void> {
  const now = options.now?.() ?? new Date();
  const written = { created: 0, updated: 0, unchanged: 0, published: 0 };
  const failed: [number, FieldProblem[]][] = [];
  await db.transaction(async (trx) => {
    for (const { number, listing } of batch) {
      if (!listing) continue;
      try {
        const outcome = await trx.transaction((savepoint) =>
          writeListing(savepoint, listing, { publish: options.publish, now }),
        );
        written[outcome.kind] += 1;
        if (outcome.published) written.published += 1;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failed.push([number, error.details.fields ?? [{ path: '', message: error.message }]]);
      }
    }
  });
  for (const [number, problems] of failed) options.onProblem(number, problems);
  summary.bad += failed.length;
  for (const kind of ['created', 'updated', 'unchanged', 'published'] as const) summary[kind] += written[kind];
}

/**
 * Imports the listings of a file.
 * @throws BrokenFile when not one line of it is JSON; nothing was written then
 */
export async function importListings(
  db: Db,
  lines: AsyncIterable<Line>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const known = await listKnownCodes(db);
  const summary: ImportSummary = { lines: 0, created: 0, updated: 0, unchanged: 0, published: 0, bad: 0 };
  const seen = new Map<string, number>();
  let isJson = false;
  let batch: CheckedLine[] = [];
  const flush = async () => {
    await writeBatch(db, batch, options, summary);
    batch = [];
    options.onProgress(summary.lines);
  };
  for await (const line of lines) {
    summary.lines += 1;
    const checked = refuseRepeated(checkLine(line, known), seen);
    isJson ||= checked.isJson;
    if (!checked.listing) {
      summary.bad += 1;
      options.onProblem(checked.number, checked.problems);
    }
    if (!isJson && summary.lines >= PATIENCE) break;
    batch.push(checked);
    if (batch.length === BATCH) await flush();
  }
  if (summary.lines === 0) throw new BrokenFile('it is empty.');
  if (!isJson) throw new BrokenFile('no line of it is JSON: write one listing a line, each as a JSON object.');
  if (batch.length > 0) await flush();
  return summary;
}

/** The same sourceId twice in one file is a mistake: the second would undo the first. */
function refuseRepeated(checked: CheckedLine, seen: Map<string, number>): CheckedLine {
  const sourceId = checked.listing?.sourceId;
  if (sourceId === undefined) return checked;
  const before = seen.get(sourceId);
  if (before === undefined) {
    seen.set(sourceId, checked.number);
    return checked;
  }
  const message = `was used on line ${String(before)} already`;
  return { number: checked.number, isJson: true, problems: [{ path: 'sourceId', message }] };
}
