// Jobs that were given up: seen, tried again or left by staff, once, with a reason that is kept.
import { DeadJob, WorkStatus } from '@exchange/contracts';
import { requestEmail } from '@exchange/db/emails/queries';
import { insertDeadJob, listDeadJobs } from '@exchange/db/outbox/queries-dead';
import { saveQueueCounts } from '@exchange/db/outbox/queries-status';
import { outbox } from '@exchange/db/outbox/tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let staff = '';
beforeAll(async () => {
  api = await createTestApi();
  staff = await api.signIn(await api.aStaffUser());
});
afterAll(() => api.close());
beforeEach(() => api.db.delete(outbox));

const nobody = '019a5c1e-0000-7000-8000-000000000000';
async function aDeadJob(source: 'job' | 'fact' = 'job', name = 'listing.match'): Promise<DeadJob> {
  const payload = { listingId: crypto.randomUUID() };
  await insertDeadJob(api.db, { source, name, payload, error: 'poison', attempts: 500 });
  const [job] = await listDeadJobs(api.db, { state: 'waiting', limit: 1 });
  return job!;
}
const decide = (id: string, what: string, body: object = { reason: 'The cause is mended' }) =>
  api.ask(`/admin/jobs/${id}/${what}`, { body, token: staff });
const facts = async () => (await api.db.select().from(outbox)).map(({ event, payload }) => ({ event, payload }));

describe('jobs that were given up', () => {
  it('are listed newest first, by what was decided', async () => {
    const [first, second] = [await aDeadJob(), await aDeadJob()];
    const { body } = await api.ask('/admin/jobs?limit=1', { token: staff });
    expect(DeadJob.parse(body.items[0])).toEqual(second);
    const next = await api.ask(`/admin/jobs?limit=1&cursor=${body.nextCursor!}`, { token: staff });
    expect(next.body.items[0]).toEqual(first);
    expect((await api.ask('/admin/jobs?state=discarded', { token: staff })).body.items).toEqual([]);
    expect((await api.ask('/admin/jobs?state=lost', { token: staff })).status).toBe(422);
  });

  it('are tried again, once', async () => {
    const { id } = await aDeadJob();
    const { status, body } = await decide(id, 'retry');
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'retried', decidedBy: expect.any(String) as string });
    expect(await facts()).toEqual([{ event: 'job.retried', payload: { deadJobId: id } }]);
    expect((await decide(id, 'retry')).body.error.code).toBe('ALREADY_DECIDED');
    const audit = await api.ask(`/admin/audit?subject=${id}`, { token: staff });
    expect(audit.body.items).toMatchObject([{ action: 'job.retried', details: { reason: 'The cause is mended' } }]);
  });

  it('that were facts are told again', async () => {
    const { id, payload } = await aDeadJob('fact', 'listing.sold');
    await decide(id, 'retry');
    expect(await facts()).toEqual([{ event: 'listing.sold', payload }]);
  });

  it('are left', async () => {
    const { id } = await aDeadJob();
    expect((await decide(id, 'discard')).body.state).toBe('discarded');
    expect(await facts()).toEqual([]);
    expect((await decide(id, 'retry')).status).toBe(409);
  });

  it('need a reason, and to be there', async () => {
    const { id } = await aDeadJob();
    expect((await decide(id, 'retry', {})).body.error.fields).toMatchObject([{ path: 'reason' }]);
    expect((await decide(nobody, 'retry')).status).toBe(404);
    expect((await decide(nobody, 'discard')).status).toBe(404);
  });
});

it('how the work stands is told in figures', async () => {
  const first = WorkStatus.parse((await api.ask('/admin/jobs/status', { token: staff })).body);
  expect(first).toMatchObject({ outbox: { waiting: 0, oldest: null, open: 0 }, queues: null });
  await requestEmail(api.db, { key: 'k', kind: 'already_registered', to: 'fay@example.org', data: { name: 'Fay' } });
  await saveQueueCounts(api.db, { mail: { waiting: 3 }, work: { failed: 1 } });
  const then = WorkStatus.parse((await api.ask('/admin/jobs/status', { token: staff })).body);
  expect(then.outbox).toMatchObject({ waiting: 1, oldest: expect.any(String) as string });
  expect(then.emails).toEqual({ pending: 1, oldestDue: expect.any(String) as string });
  expect(then.queues?.counts).toEqual({ mail: { waiting: 3 }, work: { failed: 1 } });
});

it.each([
  ['GET', '/admin/jobs/status', undefined],
  ['GET', '/admin/jobs', undefined],
  ['POST', `/admin/jobs/${nobody}/retry`, { reason: 'x' }],
  ['POST', `/admin/jobs/${nobody}/discard`, { reason: 'x' }],
] as const)('%s %s is for staff', async (method, path, body) => {
  const member = await api.signIn(await api.aUser());
  expect((await api.ask(path, { method, body })).status).toBe(401);
  expect((await api.ask(path, { method, body, token: member })).status).toBe(403);
});
