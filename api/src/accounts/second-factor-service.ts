// The second step at signing in: switching it on with a first code, checking codes, and switching it off (RFC 6238).
import { randomBytes } from 'node:crypto';
import type { RecoveryCodes, SecondFactor } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import {
  confirmSecondFactor,
  countRecoveryCodes,
  deleteSecondFactor,
  findSecondFactor,
  offerSecondFactor,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from '@exchange/db/accounts/queries-second-factor';
import { clearSignInAttempt } from '@exchange/db/accounts/queries-sessions';
import { recordAudit } from '@exchange/db/moderation/queries';
import { generateSecret, generateURI, verify } from 'otplib';
import type { Context } from '../context.ts';
import { conflict, invalid } from '../errors.ts';
import { requireVerified } from '../organisations/service.ts';
import { requirePassword } from './password-service.ts';
import { hashCode, seal, unseal } from './sealing.ts';
import { mailSecurity } from './security-mail.ts';
import { countAttempt } from './throttle.ts';

const ISSUER = 'Innovation Exchange';
/** Clocks may differ by one step either way (RFC 6238, 5.2). */
const TOLERANCE_SECONDS = 30;
const RECOVERY_CODES = 10;

const plain = (code: string) => code.replace(/[\s-]/g, '').toLowerCase();
export const wrongCode = () =>
  invalid([{ path: 'code', message: 'must be the code that the program shows now' }], 'WRONG_CODE');

/** The time step of a right code; undefined for a wrong one. */
async function stepOf(context: Context, sealed: string, code: string): Promise<number | undefined> {
  const token = plain(code);
  if (!/^\d{6}$/.test(token)) return undefined;
  const epoch = Math.floor(context.now().getTime() / 1000);
  const secret = unseal(context.config.secret, sealed);
  const result = await verify({ secret, token, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

export async function getSecondFactor({ db, config }: Context, viewer: Viewer): Promise<SecondFactor> {
  const row = await findSecondFactor(db, viewer.id);
  if (!row) return { state: 'off', secret: null, uri: null, since: null, recoveryCodesLeft: 0 };
  if (row.confirmedAt) {
    const recoveryCodesLeft = await countRecoveryCodes(db, viewer.id);
    return { state: 'on', secret: null, uri: null, since: row.confirmedAt.toISOString(), recoveryCodesLeft };
  }
  const secret = unseal(config.secret, row.secret);
  const uri = generateURI({ issuer: ISSUER, label: viewer.email, secret });
  return { state: 'begun', secret, uri, since: null, recoveryCodesLeft: 0 };
}

/** Offers a secret to be put into a program; nothing changes at signing in until a code proves that it is there. */
export async function beginSecondFactor(context: Context, viewer: Viewer, password: string): Promise<SecondFactor> {
  requireVerified(viewer);
  await requirePassword(context, viewer, password, 'password');
  await offerSecondFactor(context.db, viewer.id, seal(context.config.secret, generateSecret()));
  const factor = await getSecondFactor(context, viewer);
  if (factor.state === 'on') throw conflict('SECOND_FACTOR_ON', 'The second step is on already.');
  return factor;
}

/** Ten letters and figures that are not mixed up, in two parts: 50 bits. */
function newRecoveryCode(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz023456789';
  const code = [...randomBytes(10)].map((byte) => letters.charAt(byte % 32)).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const note = (db: Db, viewer: Viewer, action: string) =>
  recordAudit(db, { action, actor: viewer, subjectKind: 'user', subjectId: viewer.id });

/** Tried codes count as tries at signing in do, so that nobody who finds a session open guesses on. */
export async function limited<T>(context: Context, viewer: Viewer, act: () => Promise<T>): Promise<T> {
  const key = await countAttempt(context, 'code', viewer.id);
  const result = await act();
  await clearSignInAttempt(context.db, key, '');
  return result;
}

/** Switches it on by a first code. @returns the recovery codes, for this once */
export async function confirmFactor(context: Context, viewer: Viewer, code: string): Promise<RecoveryCodes> {
  return limited(context, viewer, () =>
    context.db.transaction(async (trx) => {
      const row = await findSecondFactor(trx, viewer.id);
      if (!row) throw conflict('SECOND_FACTOR_OFF', 'Begin it first: put the secret into your program.');
      const step = await stepOf(context, row.secret, code);
      if (step === undefined) throw wrongCode();
      if (!(await confirmSecondFactor(trx, viewer.id, step, context.now())))
        throw conflict('SECOND_FACTOR_ON', 'The second step is on already.');
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
      const hashes = codes.map((one) => hashCode(context.config.secret, plain(one)));
      await replaceRecoveryCodes(trx, viewer.id, hashes);
      await note(trx, viewer, 'user.second_factor_on');
      await mailSecurity(trx, viewer, 'second_step_on', context.now());
      return { recoveryCodes: codes };
    }),
  );
}

/**
 * Whether somebody who gave the right password may come in: no second step, a code of the program that was not used, or a recovery
 * code, which is used up by it.
 */
export async function passesSecondFactor(
  context: Context,
  db: Db,
  user: { id: string; email: string; name: string },
  code: string | undefined,
): Promise<'passed' | 'needed' | 'wrong'> {
  const row = await findSecondFactor(db, user.id);
  if (!row?.confirmedAt) return 'passed';
  if (code === undefined || plain(code) === '') return 'needed';
  const step = await stepOf(context, row.secret, code);
  if (step !== undefined) return (await useStep(db, user.id, step)) ? 'passed' : 'wrong';
  const hash = hashCode(context.config.secret, plain(code));
  if (!(await useRecoveryCode(db, user.id, hash, context.now()))) return 'wrong';
  await recordAudit(db, { action: 'user.recovery_code_used', actor: user, subjectKind: 'user', subjectId: user.id });
  await mailSecurity(db, user, 'recovery_code_used', context.now(), {
    codesLeft: await countRecoveryCodes(db, user.id),
  });
  return 'passed';
}

/** Switches it off, by a code or a recovery code. */
export async function removeFactor(context: Context, viewer: Viewer, code: string): Promise<void> {
  await limited(context, viewer, () =>
    context.db.transaction(async (trx) => {
      const row = await findSecondFactor(trx, viewer.id);
      if (!row) throw conflict('SECOND_FACTOR_OFF', 'There is no second step to switch off.');
      if (row.confirmedAt && (await passesSecondFactor(context, trx, viewer, code)) !== 'passed') throw wrongCode();
      await deleteSecondFactor(trx, viewer.id);
      if (!row.confirmedAt) return;
      await note(trx, viewer, 'user.second_factor_off');
      await mailSecurity(trx, viewer, 'second_step_off', context.now());
    }),
  );
}
