// A person's own account: seeing it, changing it, taking a copy of it, and leaving.
import type { Me, User } from '@exchange/contracts';
import { findUser, listMemberships, updateUser, type Viewer } from '@exchange/db/accounts/queries';
import { anonymiseUser, exportUser } from '@exchange/db/accounts/queries-leaving';
import { recordAudit } from '@exchange/db/moderation/queries';
import { countUnread } from '@exchange/db/notifications/queries';
import { lockOnlyOwned, lockOwned } from '@exchange/db/organisations/queries';
import type { Context } from '../context.ts';
import { conflict, notSignedIn } from '../errors.ts';
import { toUser } from './service.ts';

export async function getMe({ db }: Context, viewer: Viewer): Promise<Me> {
  const user = await findUser(db, viewer.id);
  if (!user) throw notSignedIn();
  return {
    user: toUser(user),
    memberships: await listMemberships(db, viewer.id),
    unreadNotifications: await countUnread(db, viewer.id),
  };
}

export async function renameMe(context: Context, viewer: Viewer, name: string): Promise<Me> {
  await context.db.transaction(async (trx) => {
    await updateUser(trx, viewer.id, { name });
    await recordAudit(trx, { action: 'user.renamed', actor: viewer, subjectKind: 'user', subjectId: viewer.id });
  });
  return getMe(context, viewer);
}

export interface AccountExport {
  exportedAt: string;
  user: User;
  memberships: Me['memberships'];
  [part: string]: unknown;
}

/** Everything the exchange keeps about a person, for themselves. */
export async function exportMe(context: Context, viewer: Viewer): Promise<AccountExport> {
  const me = await getMe(context, viewer);
  const kept = JSON.parse(JSON.stringify(await exportUser(context.db, viewer.id))) as Record<string, unknown>;
  return { exportedAt: context.now().toISOString(), ...me, ...kept };
}

/** Forgets a person. Refused while an organisation would be left without an owner. */
export async function deleteMe(context: Context, viewer: Viewer): Promise<void> {
  await context.db.transaction(async (trx) => {
    await lockOwned(trx, viewer.id);
    const alone = await lockOnlyOwned(trx, viewer.id);
    if (alone.length > 0)
      throw conflict(
        'LAST_OWNER',
        `You are the only owner of ${alone.map(({ name }) => name).join(', ')}: make somebody else an owner first.`,
      );
    await recordAudit(trx, { action: 'user.deleted', actor: viewer, subjectKind: 'user', subjectId: viewer.id });
    await anonymiseUser(trx, viewer.id, context.now());
  });
}
