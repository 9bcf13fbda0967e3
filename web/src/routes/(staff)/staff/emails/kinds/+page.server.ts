// The kinds of message there are.
import { need } from '#lib/api/guard.ts';
import { listKinds } from '#lib/api/mail-log.ts';
import { kindWords, mailTabs } from '#lib/emails/staff.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { items } = need(await listKinds(locals.api), url.pathname);
  const subjects = new Map(items.map(({ kind, subject }) => [kind, subject]));
  return {
    tabs: mailTabs('/staff/emails/kinds'),
    kinds: Object.entries(kindWords).flatMap(([kind, label]) => {
      const subject = subjects.get(kind as keyof typeof kindWords);
      return subject === undefined ? [] : [{ kind, label, subject }];
    }),
  };
};
