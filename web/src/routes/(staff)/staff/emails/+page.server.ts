// The mail log: to whom, why, when, and what became of it.
import { EmailKind, EmailState } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { emailLog } from '#lib/api/mail-log.ts';
import { kindWords, mailTabs, optionsOf, stateWords, wordOf } from '#lib/emails/staff.ts';
import { moment } from '#lib/format/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = url.searchParams.get('to')?.trim() ?? '';
  const kind = EmailKind.safeParse(url.searchParams.get('kind')).data ?? '';
  const state = EmailState.safeParse(url.searchParams.get('state')).data ?? '';
  const cursor = url.searchParams.get('cursor') ?? '';
  const result = await emailLog(locals.api, { to, kind, state, cursor });
  const refused = !result.ok && result.status === 422;
  const { items, nextCursor } = refused ? { items: [], nextCursor: null } : need(result, url.pathname);
  const next = new URLSearchParams({ to, kind, state, cursor: nextCursor ?? '' });
  return {
    tabs: mailTabs('/staff/emails'),
    to,
    kind,
    state,
    refused,
    kinds: optionsOf(kindWords),
    states: optionsOf(stateWords),
    nextHref: nextCursor && `?${next.toString()}`,
    emails: items.map((item) => ({
      id: item.id,
      to: item.to,
      subject: item.subject ?? 'Not written yet',
      kind: wordOf(kindWords, item.kind),
      state: stateWords[item.state],
      failed: item.state === 'failed' || item.state === 'suppressed',
      error: item.error,
      attempts: item.attempts,
      at: moment(item.sentAt ?? item.createdAt),
    })),
  };
};
