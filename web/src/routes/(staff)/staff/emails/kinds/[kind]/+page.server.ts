// One kind of message with made-up content.
import { need } from '#lib/api/guard.ts';
import { getKind } from '#lib/api/mail-log.ts';
import { linkParts } from '#lib/emails/message.ts';
import { kindWords, wordOf } from '#lib/emails/staff.ts';
import { moment } from '#lib/format/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { kind, subject, text, madeAt } = need(await getKind(locals.api, params.kind), url.pathname);
  return { kind, label: wordOf(kindWords, kind), subject, text: linkParts(text), made: moment(madeAt) };
};
