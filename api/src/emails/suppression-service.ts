// Addresses that take no mail: stopped by reports of bounces and complaints, let go again by staff.
import { timingSafeEqual, createHash } from 'node:crypto';
import type { MailReportResult, PageRequest, Suppression } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import {
  deleteSuppression,
  findSuppression,
  listSuppressions as selectSuppressions,
} from '@exchange/db/emails/suppression';
import { takeMailReport as takeIn } from '@exchange/db/emails/take-report';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { notFound, notSignedIn } from '../errors.ts';
import { requireStaff, requireVerified } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';

const sha256 = (value: string) => createHash('sha256').update(value).digest();

/** Reports come from our own mail server, which shows the token. Without one set there is nothing here. */
export function requireMailServer({ config }: Context, authorization: string | undefined): void {
  if (config.mailEventsToken === undefined) throw notFound('This');
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(sha256(given), sha256(config.mailEventsToken)))
    throw notSignedIn('Send MAIL_EVENTS_TOKEN as a bearer token.');
}

/** Takes a report in, as whoever hands mail over sends it; what is none is no error. */
export async function takeMailReport({ db }: Context, source: string): Promise<MailReportResult> {
  return takeIn(db, source);
}

export async function listSuppressions(
  { db }: Context,
  viewer: Viewer,
  page: PageRequest & { address?: string | undefined },
): Promise<{ items: Suppression[]; nextCursor: string | null }> {
  requireStaff(viewer);
  const before = readCursor(page.cursor, IdKey)?.id;
  const rows = await selectSuppressions(db, { address: page.address, before, limit: page.limit + 1 });
  return toPage(rows, page.limit, ({ id }) => ({ id }));
}

/** Lets mail go to an address again, at the word of staff. */
export async function liftSuppression({ db }: Context, viewer: Viewer, id: string, reason: string): Promise<void> {
  requireStaff(viewer);
  await db.transaction(async (trx) => {
    const lifted = await deleteSuppression(trx, id);
    if (!lifted) throw notFound('This address');
    const details = { reason, address: lifted.address, was: lifted.reason, since: lifted.since };
    await recordAudit(trx, { action: 'address.lifted', actor: viewer, subjectKind: 'email', subjectId: id, details });
  });
}

/** Whether the person's own address takes mail, for the person. */
export async function getOwnSuppression(
  { db }: Context,
  viewer: Viewer,
): Promise<{ suppression: Pick<Suppression, 'reason' | 'since'> | null }> {
  // Nobody has proven that the address is this person's: what became of mail to it is its owner's.
  requireVerified(viewer);
  const found = await findSuppression(db, viewer.email);
  return { suppression: found ? { reason: found.reason, since: found.since } : null };
}
