// What the exchange team works from: the review queue, the organisations, and the audit history.
import type { AuditEntry, Organisation, PageRequest, ReviewItem } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listAuditEntries } from '@exchange/db/moderation/queries';
import { listReviewQueue } from '@exchange/db/moderation/queries-reviews';
import { listOrganisations as selectOrganisations } from '@exchange/db/organisations/queries';
import type { Context } from '../context.ts';
import { requireStaff } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey, NameKey, TimeKey } from '../requests.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** What waits for review, the longest-waiting first. */
export async function listQueue(context: Context, viewer: Viewer, page: PageRequest): Promise<Page<ReviewItem>> {
  if (!viewer.isReviewer) requireStaff(viewer);
  const key = readCursor(page.cursor, TimeKey);
  const rows = await listReviewQueue(context.db, {
    limit: page.limit + 1,
    after: key && { submittedAt: new Date(key.at), id: key.id },
    now: context.now(),
  });
  return toPage(rows, page.limit, ({ submittedAt, id }) => ({ at: submittedAt, id }));
}

export async function listOrganisations(
  context: Context,
  viewer: Viewer,
  page: PageRequest & { unverified?: boolean; q?: string },
): Promise<Page<Organisation>> {
  requireStaff(viewer);
  const rows = await selectOrganisations(context.db, {
    limit: page.limit + 1,
    after: readCursor(page.cursor, NameKey),
    unverifiedOnly: page.unverified,
    q: page.q,
  });
  return toPage(rows, page.limit, ({ name, id }) => ({ name, id }));
}

export async function listAudit(
  context: Context,
  viewer: Viewer,
  page: PageRequest & { subject?: string },
): Promise<Page<AuditEntry>> {
  requireStaff(viewer);
  const key = readCursor(page.cursor, IdKey);
  const rows = await listAuditEntries(context.db, { subject: page.subject, before: key?.id, limit: page.limit + 1 });
  return toPage(rows, page.limit, ({ id }) => ({ id }));
}
