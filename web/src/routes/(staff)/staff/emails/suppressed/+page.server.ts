// Addresses that take no mail, and letting mail go there again.
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { liftSuppression, listSuppressions } from '#lib/api/mail-log.ts';
import { mailTabs, suppressionWords } from '#lib/emails/staff.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { moment } from '#lib/format/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const address = url.searchParams.get('address')?.trim() ?? '';
  const cursor = url.searchParams.get('cursor') ?? '';
  const result = await listSuppressions(locals.api, { address, cursor });
  const refused = !result.ok && result.status === 422;
  const { items, nextCursor } = refused ? { items: [], nextCursor: null } : need(result, url.pathname);
  return {
    tabs: mailTabs('/staff/emails/suppressed'),
    isLifted: url.searchParams.get('done') === 'lifted',
    address,
    refused,
    nextHref: nextCursor && `?${new URLSearchParams({ address, cursor: nextCursor }).toString()}`,
    items: items.map(({ id, address, reason, detail, since, emailId }) => ({
      id,
      address,
      reason: suppressionWords[reason],
      detail,
      emailId,
      since: moment(since),
    })),
  };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const result = await liftSuppression(locals.api, first(values, 'id'), first(values, 'reason'));
    if (!result.ok) return refuse(result, values, { reason: 'Why' }, url.pathname);
    redirect(303, '/staff/emails/suppressed?done=lifted');
  },
};
