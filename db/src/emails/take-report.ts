// Takes in a report about our mail, whichever way it came: by the api's door for mail servers, or out of a mailbox.
import type { MailReportResult } from '@exchange/contracts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { readMailReport } from './reports.ts';
import { lockEmail, recordHeard, suppressAddress } from './suppression.ts';

/**
 * Writes down what a report says, in one transaction. The same one twice, garbage, and what is about nobody's mail change nothing, and are
 * no errors: whoever hands mail over could do nothing about them.
 * @param source the message as it came in (RFC 5322)
 */
export async function takeMailReport(db: Db, source: string): Promise<MailReportResult> {
  // What cannot be read at all is no report either.
  const report = await readMailReport(source).catch(() => undefined);
  if (!report) return { outcome: 'unknown', emailIds: [] };
  const { kind, emailId, said } = report;
  return db.transaction(async (trx): Promise<MailReportResult> => {
    const email = await lockEmail(trx, emailId);
    if (!email) return { outcome: 'unknown', emailIds: [] };
    const result = { outcome: kind, emailIds: [emailId] };
    if (kind === 'ignored' || !(await recordHeard(trx, emailId, kind, said))) return result;
    const reason = kind === 'complained' ? 'complaint' : report.isAddressDead ? 'hard_bounce' : undefined;
    const isNew = reason && (await suppressAddress(trx, { address: email.to, reason, detail: said, emailId }));
    const about = { subjectKind: 'email', subjectId: emailId } as const;
    await recordAudit(trx, { action: `email.${kind}`, ...about, details: { said } });
    if (isNew) await recordAudit(trx, { action: 'address.suppressed', ...about, details: { reason } });
    return result;
  });
}
