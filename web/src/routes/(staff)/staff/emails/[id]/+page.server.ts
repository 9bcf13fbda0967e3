// One message: what it said, what it is about, every attempt at it, and sending it again.
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { getEmail, resendEmail } from '#lib/api/mail-log.ts';
import { linkParts } from '#lib/emails/message.ts';
import { historyView, kindWords, stateWords, wordOf } from '#lib/emails/staff.ts';
import { refuse } from '#lib/forms/answer.ts';
import { idempotencyKey } from '#lib/forms/key.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { moment } from '#lib/format/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const email = need(await getEmail(locals.api, params.id), url.pathname);
  const { id, to, key, about, headers, notResendable, resendOf, error } = email;
  return {
    isResent: url.searchParams.get('done') === 'resent',
    formId: crypto.randomUUID(),
    email: {
      id,
      to,
      key,
      error,
      notResendable,
      resendOf,
      about,
      subject: email.subject ?? 'Not written yet',
      kind: wordOf(kindWords, email.kind),
      state: stateWords[email.state],
      failed: email.state === 'failed' || email.state === 'suppressed',
      asked: moment(email.createdAt),
      sent: email.sentAt && moment(email.sentAt),
      next: email.nextAttemptAt && moment(email.nextAttemptAt),
      history: historyView(email.history, email.attempts, email.state === 'pending'),
      text: email.text === null ? null : linkParts(email.text),
      hasHtml: email.html !== null,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const reason = first(values, 'reason');
    const key = idempotencyKey(first(values, 'formId'), { id: params.id, reason });
    const result = await resendEmail(locals.api, params.id, reason, key);
    if (!result.ok) return refuse(result, values, { reason: 'Why' }, url.pathname);
    redirect(303, `/staff/emails/${result.data.id}?done=resent`);
  },
};
