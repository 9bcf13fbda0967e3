// Mail that is kept instead of sent, as long as no mail server is set; otherwise this page is not there.
import { need } from '#lib/api/guard.ts';
import { listMailbox } from '#lib/api/emails.ts';
import { moment } from '#lib/format/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = url.searchParams.get('to')?.trim() ?? '';
  const result = await listMailbox(locals.api, to === '' ? undefined : to);
  const refused = !result.ok && result.status === 422;
  const { items } = refused ? { items: [] } : need(result, url.pathname);
  return {
    to,
    refused,
    receivers: [...new Set(items.map((item) => item.to))].sort(),
    messages: items.map((item) => ({ id: item.id, to: item.to, subject: item.subject, sent: moment(item.createdAt) })),
  };
};
