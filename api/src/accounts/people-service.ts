// The exchange team helps people who have lost their second step and their recovery codes.
import type { PersonForStaff, ResetSecondFactorBody } from '@exchange/contracts';
import { listMemberships, type Viewer } from '@exchange/db/accounts/queries';
import { findPerson, findPersonByEmail, hasSecondFactor, type FoundPerson } from '@exchange/db/accounts/queries-people';
import { lockUser } from '@exchange/db/accounts/queries-registering';
import { deleteSecondFactor } from '@exchange/db/accounts/queries-second-factor';
import { revokeSessionsOf } from '@exchange/db/accounts/queries-sessions';
import type { Db } from '@exchange/db';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';
import { limited, passesSecondFactor, wrongCode } from './second-factor-service.ts';
import { mailSecurity } from './security-mail.ts';

const unknownPerson = () => notFound('This person');

async function toPerson(db: Db, { emailVerifiedAt, ...row }: FoundPerson): Promise<PersonForStaff> {
  return {
    ...row,
    emailVerified: emailVerifiedAt !== null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt === null ? null : new Date(row.lastSeenAt).toISOString(),
    secondFactorSince: row.secondFactorSince?.toISOString() ?? null,
    memberships: await listMemberships(db, row.id),
  };
}

/** Who has a whole address: none or one, so that nobody reads through everybody. */
export async function findPeople({ db }: Context, viewer: Viewer, email: string): Promise<{ items: PersonForStaff[] }> {
  requireStaff(viewer);
  const found = await findPersonByEmail(db, email);
  return { items: found ? [await toPerson(db, found)] : [] };
}

export async function getPerson({ db }: Context, viewer: Viewer, id: string): Promise<PersonForStaff> {
  requireStaff(viewer);
  const found = await findPerson(db, id);
  if (!found) throw unknownPerson();
  return toPerson(db, found);
}

/**
 * Switches somebody's second step off, for who lost it and the recovery codes; ends their sessions and tells them by mail. It takes a code
 * of one's own second step, at that moment: a session of staff that somebody finds open opens nobody else's account.
 */
export async function resetSecondFactor(
  context: Context,
  viewer: Viewer,
  id: string,
  { reason, code }: ResetSecondFactorBody,
): Promise<void> {
  requireStaff(viewer);
  if (id === viewer.id) throw forbidden('Switch your own second step off on your account’s page, or ask a colleague.');
  if (!(await hasSecondFactor(context.db, viewer.id)))
    throw forbidden('Switch on your own second step first: this takes a code of it.', 'SECOND_FACTOR_OFF');
  await limited(context, viewer, () =>
    context.db.transaction(async (trx) => {
      if ((await passesSecondFactor(context, trx, viewer, code)) !== 'passed') throw wrongCode();
      const user = await lockUser(trx, id);
      if (!user || user.passwordHash === '') throw unknownPerson();
      if (!(await hasSecondFactor(trx, id))) throw conflict('SECOND_FACTOR_OFF', 'Their second step is off already.');
      await deleteSecondFactor(trx, id);
      await revokeSessionsOf(trx, id, context.now());
      const about = { subjectKind: 'user', subjectId: id } as const;
      await recordAudit(trx, { action: 'user.second_factor_reset', actor: viewer, ...about, details: { reason } });
      await mailSecurity(trx, user, 'second_step_reset', context.now());
    }),
  );
}

/** Signs somebody out everywhere, as when they tell that a device was stolen (ASVS 5.0, 7.4.5). */
export async function endSessionsOf(context: Context, viewer: Viewer, id: string, reason: string): Promise<void> {
  requireStaff(viewer);
  await context.db.transaction(async (trx) => {
    const user = await lockUser(trx, id);
    if (!user || user.passwordHash === '') throw unknownPerson();
    await revokeSessionsOf(trx, id, context.now());
    const about = { subjectKind: 'user', subjectId: id } as const;
    await recordAudit(trx, { action: 'user.sessions_ended', actor: viewer, ...about, details: { reason } });
  });
}
