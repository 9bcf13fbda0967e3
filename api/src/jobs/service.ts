// The work behind the pages, for staff: how it stands, and what is to become of jobs that were given up.
import type { DeadJob, PageRequest, WorkStatus } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { decideDeadJob, findDeadJob, listDeadJobs as selectDeadJobs } from '@exchange/db/outbox/queries-dead';
import { repeatFact } from '@exchange/db/outbox/queries-done';
import { getWorkStatus as readWorkStatus } from '@exchange/db/outbox/queries-status';
import type { Context } from '../context.ts';
import { conflict, notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';

export async function getWorkStatus({ db }: Context, viewer: Viewer): Promise<WorkStatus> {
  requireStaff(viewer);
  return readWorkStatus(db);
}

export async function listDeadJobs(
  { db }: Context,
  viewer: Viewer,
  page: PageRequest & { state: DeadJob['state'] },
): Promise<{ items: DeadJob[]; nextCursor: string | null }> {
  requireStaff(viewer);
  const before = readCursor(page.cursor, IdKey)?.id;
  const rows = await selectDeadJobs(db, { state: page.state, before, limit: page.limit + 1 });
  return toPage(rows, page.limit, ({ id }) => ({ id }));
}

/** Decides about a job that was given up: it is tried once more, or left. Each is decided about once. */
export async function decideJob(
  { db }: Context,
  viewer: Viewer,
  id: string,
  { state, reason }: { state: 'retried' | 'discarded'; reason: string },
): Promise<DeadJob> {
  requireStaff(viewer);
  return db.transaction(async (trx) => {
    const job = await decideDeadJob(trx, id, state, viewer.name);
    if (!job) {
      const known = await findDeadJob(trx, id);
      if (!known) throw notFound('This job');
      throw conflict('ALREADY_DECIDED', `This job was ${known.state} already, by ${known.decidedBy ?? 'somebody'}.`);
    }
    // A fact is told once more, in case a newer version knows it; a job is carried out by the workers.
    if (state === 'retried' && job.source === 'fact') await repeatFact(trx, { event: job.name, payload: job.payload });
    else if (state === 'retried') await appendToOutbox(trx, 'job.retried', { deadJobId: id });
    const details = { reason, name: job.name };
    await recordAudit(trx, { action: `job.${state}`, actor: viewer, subjectKind: 'job', subjectId: id, details });
    return job;
  });
}
