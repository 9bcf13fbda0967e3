// One message of the log: seeing it, and sending it again; and what each kind looks like.
import { secretEmailKinds, type EmailDetail, type EmailKind, type EmailPreview } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import type { Db } from '@exchange/db';
import { requestEmail } from '@exchange/db/emails/queries';
import {
  countResends,
  describeEmail,
  findEmail,
  findPreview,
  listPreviews as selectPreviews,
  type StoredEmail,
} from '@exchange/db/emails/queries-log';
import { findSuppression } from '@exchange/db/emails/suppression';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { conflict, notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';

const unknownEmail = () => notFound('This message');

/** Why a message cannot be sent again, as a sentence; null when it can. */
async function whyNotResendable(db: Db, { kind, state, to, scrubbedAt }: StoredEmail): Promise<string | null> {
  if (secretEmailKinds.includes(kind)) return 'Its link was a secret and is gone. A new one can be asked for.';
  if (state === 'pending') return 'It is still on its way.';
  if (scrubbedAt !== null) return 'It is past its time, and what it said has been deleted.';
  if (await findSuppression(db, to)) return 'Its address takes no mail. Let mail go there again first.';
  return null;
}

export async function getEmail({ db }: Context, viewer: Viewer, id: string): Promise<EmailDetail> {
  requireStaff(viewer);
  const email = await findEmail(db, id);
  if (!email) throw unknownEmail();
  return describeEmail(db, email, await whyNotResendable(db, email));
}

/** Sends a message again: a new one, made from the same, that says what is so now. */
export async function resendEmail({ db }: Context, viewer: Viewer, id: string, reason: string): Promise<EmailDetail> {
  requireStaff(viewer);
  return db.transaction(async (trx) => {
    const email = await findEmail(trx, id, true);
    if (!email) throw unknownEmail();
    const whyNot = await whyNotResendable(trx, email);
    if (whyNot !== null) throw conflict('NOT_RESENDABLE', `This message cannot be sent again. ${whyNot}`);
    const first = email.resendOf ?? email.id;
    if (first !== email.id) await findEmail(trx, first, true);
    const { kind, to, data, userId } = email;
    const key = `resend:${first}:${(await countResends(trx, first)) + 1}`;
    const newId = await requestEmail(trx, { key, kind, to, data, resendOf: first, ...(userId ? { userId } : {}) });
    if (newId === undefined) throw conflict('NOT_RESENDABLE', 'Somebody else sent it again at the same moment.');
    const about = { actor: viewer, subjectKind: 'email', subjectId: id } as const;
    await recordAudit(trx, { action: 'email.resent', ...about, details: { reason, newId } });
    const resent = await findEmail(trx, newId);
    if (!resent) throw unknownEmail();
    return describeEmail(trx, resent, await whyNotResendable(trx, resent));
  });
}

export async function listPreviews({ db }: Context, viewer: Viewer) {
  requireStaff(viewer);
  return { items: await selectPreviews(db) };
}

export async function getPreview({ db }: Context, viewer: Viewer, kind: EmailKind): Promise<EmailPreview> {
  requireStaff(viewer);
  const preview = await findPreview(db, kind);
  if (!preview) throw notFound('This kind of message');
  return preview;
}
