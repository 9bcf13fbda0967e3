// Interests: an organisation's own, with each member's own alert. What is saved is matched by the workers.
import type {
  CreateInterestBody,
  Criteria,
  FieldProblem,
  Frequency,
  Interest,
  Match,
  PreviewInterestBody,
  PreviewSize,
  UpdateInterestBody,
} from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import * as interests from '@exchange/db/interests/queries';
import { countFits, previewInterest as findPreview } from '@exchange/db/matching/match-interest';
import { dress } from '@exchange/db/matching/queries';
import { listOrganisationSummaries } from '@exchange/db/organisations/queries';
import { listKnownCodes } from '@exchange/db/reference/queries';
import { listSynonymPairs } from '@exchange/db/searches/synonyms';
import { keywordBook } from '@exchange/search';
import type { Context } from '../context.ts';
import { forbidden, invalid, notFound, staleVersion } from '../errors.ts';
import { getOrganisation } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { problemsOfCodes } from '../reference/service.ts';
import { IdKey } from '../requests.ts';
import { canReadInterests, canSetOwnAlert, canWriteInterests } from './policy.ts';

const PREVIEW_DAYS = 30;
const DAY = 24 * 3_600_000;
/** How many matches a preview shows; it counts all. */
const PREVIEW_SHOWN = 10;

const unknownInterest = () => notFound('This interest');

/** Hidden and unknown answer alike; a member who may not write is told so. */
export async function findVisible(db: Db, viewer: Viewer, id: string): Promise<Interest> {
  const interest = await interests.findInterest(db, id, viewer.id);
  if (!interest || !canReadInterests(viewer, interest.organisationId)) throw unknownInterest();
  return interest;
}

export function requireWriter(viewer: Viewer, organisationId: string): void {
  if (!canWriteInterests(viewer, organisationId))
    throw forbidden('Only an owner or editor of the organisation writes its interests.');
}

/** Every code and organisation that criteria name must exist. */
async function requireKnown(db: Db, criteria: Criteria): Promise<void> {
  const known = await listKnownCodes(db);
  const under = (prefix: string, problems: FieldProblem[]) =>
    problems.map(({ path, message }) => ({ path: `${prefix}.${path}`, message }));
  const { organisations: named, exclude } = criteria;
  const there = new Set(
    (await listOrganisationSummaries(db, [...named, ...exclude.organisations])).map(({ id }) => id),
  );
  const unknown = (path: string, ids: readonly string[]): FieldProblem[] =>
    ids.flatMap((id, index) =>
      there.has(id) ? [] : [{ path: `${path}.${String(index)}`, message: `there is no organisation ${id}` }],
    );
  const problems = [
    ...under('criteria', problemsOfCodes(criteria, known)),
    ...unknown('criteria.organisations', named),
    ...under('criteria.exclude', problemsOfCodes({ serviceAreas: exclude.serviceAreas }, known)),
    ...unknown('criteria.exclude.organisations', exclude.organisations),
  ];
  if (problems.length > 0) throw invalid(problems);
}

export async function createInterest(context: Context, viewer: Viewer, body: CreateInterestBody): Promise<Interest> {
  const { db } = context;
  await getOrganisation(db, body.organisationId);
  requireWriter(viewer, body.organisationId);
  await requireKnown(db, body.criteria);
  const id = await interests.createInterest(db, body, viewer, keywordBook);
  return findVisible(db, viewer, id);
}

export async function listInterests(
  context: Context,
  viewer: Viewer,
  query: { organisation: string; limit: number; cursor?: string | undefined },
): Promise<{ items: Interest[]; nextCursor: string | null }> {
  const { db } = context;
  const organisation = await getOrganisation(db, query.organisation);
  if (!canReadInterests(viewer, organisation.id))
    throw forbidden('An organisation’s interests are seen by its members only.');
  const after = readCursor(query.cursor, IdKey)?.id;
  const rows = await interests.listInterests(db, organisation.id, viewer.id, { limit: query.limit + 1, after });
  return toPage(rows, query.limit, ({ id }) => ({ id }));
}

export async function getInterest(context: Context, viewer: Viewer, id: string): Promise<Interest> {
  return findVisible(context.db, viewer, id);
}

/** Changes an interest; the frequency is the viewer's own, and any member may choose theirs. */
export async function updateInterest(
  context: Context,
  viewer: Viewer,
  id: string,
  body: UpdateInterestBody,
): Promise<Interest> {
  const { db } = context;
  const { organisationId } = await findVisible(db, viewer, id);
  const isOwnAlertOnly = body.name === undefined && body.criteria === undefined && body.anonymous === undefined;
  if (!isOwnAlertOnly || !canSetOwnAlert(viewer, organisationId)) requireWriter(viewer, organisationId);
  if (body.criteria) await requireKnown(db, body.criteria);
  const outcome = await interests.updateInterest(db, id, body, viewer, keywordBook);
  if (!outcome) throw unknownInterest();
  if (!outcome.done) throw staleVersion(outcome.currentVersion);
  return findVisible(db, viewer, id);
}

/** How often the viewer is mailed about an interest: each member's own choice, a viewer's too. */
export async function chooseAlert(
  { db }: Context,
  viewer: Viewer,
  id: string,
  frequency: Frequency,
): Promise<Interest> {
  const { organisationId } = await findVisible(db, viewer, id);
  if (!canSetOwnAlert(viewer, organisationId))
    throw forbidden('Only members of the organisation are mailed about its interests.');
  await interests.chooseAlert(db, id, frequency, viewer);
  return findVisible(db, viewer, id);
}

export async function deleteInterest(context: Context, viewer: Viewer, id: string): Promise<void> {
  const { organisationId } = await findVisible(context.db, viewer, id);
  requireWriter(viewer, organisationId);
  if (!(await interests.deleteInterest(context.db, id, viewer))) throw unknownInterest();
}

export type Preview = PreviewSize & { items: Match[] };

/** What this interest would have matched of the last 30 days' listings; nothing is saved, and nobody is mailed. */
export async function previewInterest(context: Context, viewer: Viewer, body: PreviewInterestBody): Promise<Preview> {
  const { db } = context;
  await getOrganisation(db, body.organisationId);
  if (!canReadInterests(viewer, body.organisationId))
    throw forbidden('Only members of the organisation preview its interests.');
  await requireKnown(db, body.criteria);
  const since = new Date(context.now().getTime() - PREVIEW_DAYS * DAY);
  const { organisationId, criteria } = body;
  const unsaved = { organisationId, criteria, read: keywordBook.withPairs(await listSynonymPairs(db)) };
  const { rows, total } = await findPreview(db, unsaved, since, PREVIEW_SHOWN);
  const size = await countFits(db, unsaved);
  const items = (await dress(db, rows, 'interest')).map(({ listingId, ...row }) => ({
    ...row,
    id: listingId,
    state: 'new' as const,
    createdAt: row.listing.publishedAt,
  }));
  return { items, total, since: since.toISOString(), ...size };
}
