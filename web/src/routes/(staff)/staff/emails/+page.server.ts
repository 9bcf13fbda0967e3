// The mail log: to whom, why, when, and what became of it.
import { EmailState } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { emailLog } from '#lib/api/moderation.ts';
import { moment } from '#lib/format/dates.ts';
import type { PageServerLoad } from './$types';

const states: Readonly<Record<EmailState, string>> = {
  pending: 'Waiting',
  sent: 'Sent',
  kept: 'Kept here',
  failed: 'Failed',
  cancelled: 'Cancelled',
  suppressed: 'Not sent: the address takes no mail',
};
const kinds: Readonly<Record<string, string>> = {
  verify_email: 'Verify an address',
  already_registered: 'Registered already',
  reset_password: 'New password',
  invitation: 'Invitation',
  listing_published: 'Listing published',
  changes_requested: 'Changes asked for',
  review_decided: 'Decision of a review',
  match: 'Match',
  digest: 'Digest of matches',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = url.searchParams.get('to')?.trim() ?? '';
  const state = EmailState.safeParse(url.searchParams.get('state')).data ?? '';
  const cursor = url.searchParams.get('cursor') ?? '';
  const result = await emailLog(locals.api, { to, state, cursor });
  const refused = !result.ok && result.status === 422;
  const { items, nextCursor } = refused ? { items: [], nextCursor: null } : need(result, url.pathname);
  const next = new URLSearchParams({ to, state, cursor: nextCursor ?? '' });
  return {
    to,
    state,
    refused,
    states: Object.entries(states).map(([code, label]) => ({ code, label })),
    nextHref: nextCursor && `?${next.toString()}`,
    emails: items.map((item) => ({
      id: item.id,
      to: item.to,
      subject: item.subject ?? 'Not written yet',
      kind: kinds[item.kind] ?? item.kind,
      state: states[item.state],
      failed: item.state === 'failed',
      error: item.error,
      attempts: item.attempts,
      at: moment(item.sentAt ?? item.createdAt),
    })),
  };
};
