// Where a person is signed in, for themselves, and ending it from elsewhere (ASVS 5.0, 7.5.2).
import type { OpenSession } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listOpenSessions, revokeOtherSessions, revokeSessionOf } from '@exchange/db/accounts/queries-open-sessions';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { LONGEST_SESSION, REFRESH_LASTS } from './session-service.ts';

export async function listSessions({ db, now }: Context, viewer: Viewer): Promise<{ items: OpenSession[] }> {
  const at = now().getTime();
  const since = { used: new Date(at - REFRESH_LASTS), begun: new Date(at - LONGEST_SESSION) };
  const rows = await listOpenSessions(db, viewer.id, since);
  const items = rows.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
    id,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isCurrent: id === viewer.sessionId,
  }));
  return { items };
}

/** Ends one of one's own sessions, at once: its access token is refused from then on. */
export async function endSession(context: Context, viewer: Viewer, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    if (!(await revokeSessionOf(trx, viewer.id, id, context.now()))) throw notFound('This session');
    await recordAudit(trx, { action: 'user.session_ended', actor: viewer, subjectKind: 'user', subjectId: viewer.id });
  });
}

/** Ends all but the one that asks. */
export async function endOtherSessions(context: Context, viewer: Viewer): Promise<void> {
  await context.db.transaction(async (trx) => {
    await revokeOtherSessions(trx, viewer.id, viewer.sessionId, context.now());
    await recordAudit(trx, { action: 'user.sessions_ended', actor: viewer, subjectKind: 'user', subjectId: viewer.id });
  });
}
