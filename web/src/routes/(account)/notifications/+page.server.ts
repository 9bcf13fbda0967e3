// What has happened that is one's concern, newest first.
import type { Notification } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { listNotifications, readAllNotifications, readNotification } from '#lib/api/notifications.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { ago } from '#lib/format/dates.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening it by this link marks it as read. */
const hrefOf = ({ id, path }: Notification) => `${path}${path.includes('?') ? '&' : '?'}n=${id}`;

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals, url });
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const { items, nextCursor } = need(await listNotifications(locals.api, cursor), url.pathname);
  return {
    unread: person.unreadNotifications,
    notifications: items.map((one) => ({ ...one, href: hrefOf(one), when: ago(one.createdAt) })),
    nextHref: nextCursor && `/notifications?cursor=${encodeURIComponent(nextCursor)}`,
  };
};

export const actions: Actions = {
  read: async ({ locals, request }) => {
    const id = first(readForm(await request.formData()), 'id');
    const result = await readNotification(locals.api, id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/notifications');
  },
  readAll: async ({ locals }) => {
    const result = await readAllNotifications(locals.api);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/notifications');
  },
};
