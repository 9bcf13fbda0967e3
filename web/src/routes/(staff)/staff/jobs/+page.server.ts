// The work behind the pages: how it stands, and what is to become of jobs that were given up.
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { DeadJob } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { decideJob, listDeadJobs, workStatus } from '#lib/api/mail-log.ts';
import { decisionWords, mailTabs, optionsOf } from '#lib/emails/staff.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { ago, moment } from '#lib/format/dates.ts';
import { getConfig } from '../../../../config.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  retry: 'It is tried again.',
  discard: 'It is left.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const state = DeadJob.shape.state.safeParse(url.searchParams.get('state')).data ?? 'waiting';
  const cursor = url.searchParams.get('cursor') ?? '';
  const [found, read] = await Promise.all([listDeadJobs(locals.api, { state, cursor }), workStatus(locals.api)]);
  const { items, nextCursor } = need(found, url.pathname);
  const { outbox, emails, queues } = need(read, url.pathname);
  const counts = Object.entries(queues?.counts ?? {}).flatMap(([queue, states]) =>
    Object.entries(states).map(([name, count]) => ({ key: `${queue} ${name}`, queue, state: name, count })),
  );
  return {
    tabs: mailTabs('/staff/jobs'),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    state,
    states: optionsOf(decisionWords),
    nextHref: nextCursor && `?${new URLSearchParams({ state, cursor: nextCursor }).toString()}`,
    figures: [
      { name: 'Facts not yet turned into jobs', count: outbox.waiting, since: outbox.oldest && ago(outbox.oldest) },
      { name: 'Facts whose jobs are under way', count: outbox.open, since: null },
      { name: 'Messages not yet sent', count: emails.pending, since: emails.oldestDue && ago(emails.oldestDue) },
    ],
    counted: queues && moment(queues.at),
    queuesHref: getConfig().WORKERS_URL === undefined ? null : '/staff/queues',
    counts: counts.filter(({ count }) => count > 0),
    jobs: items.map(({ id, name, payload, error, attempts, failedAt, decidedBy, decidedAt, source }) => ({
      id,
      name,
      source,
      payload: JSON.stringify(payload),
      error,
      attempts,
      failed: moment(failedAt),
      decided: decidedAt && `${decidedBy ?? 'Somebody'}, ${moment(decidedAt)}`,
    })),
  };
};

const decide = (what: 'retry' | 'discard') => async (event: RequestEvent) => {
  const values = readForm(await event.request.formData());
  const result = await decideJob(event.locals.api, first(values, 'id'), what, first(values, 'reason'));
  if (!result.ok) return refuse(result, values, { reason: 'Why' }, event.url.pathname);
  redirect(303, `/staff/jobs?done=${what}`);
};

export const actions: Actions = { retry: decide('retry'), discard: decide('discard') };
