// Mail as it is shown: the mailbox of an exchange without a mail server, and the staff's log.
import type { EmailKind, EmailLogEntry, EmailState, KeptEmail, PageRequest } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findKeptEmail, listEmailLog, listKeptEmails } from '@exchange/db/emails/queries-read';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';

/** The mailbox is for trying the exchange out: where a mail server sends, it does not exist. */
function requireMailbox({ config }: Context): void {
  if (!config.keepsMail) throw notFound('The mailbox');
}

export async function listMailbox(
  context: Context,
  page: { to?: string; limit: number },
): Promise<{ items: KeptEmail[] }> {
  requireMailbox(context);
  return { items: await listKeptEmails(context.db, page) };
}

export async function getKeptEmail(context: Context, id: string): Promise<KeptEmail> {
  requireMailbox(context);
  const email = await findKeptEmail(context.db, id);
  if (!email) throw notFound('This message');
  return email;
}

export async function listMail(
  context: Context,
  viewer: Viewer,
  page: PageRequest & { to?: string; kind?: EmailKind; state?: EmailState },
): Promise<{ items: EmailLogEntry[]; nextCursor: string | null }> {
  requireStaff(viewer);
  const key = readCursor(page.cursor, IdKey);
  const rows = await listEmailLog(context.db, {
    to: page.to,
    kind: page.kind,
    state: page.state,
    before: key?.id,
    limit: page.limit + 1,
  });
  return toPage(rows, page.limit, ({ id }) => ({ id }));
}
