// Marks one notification as read, for a page that was opened by its link.
import { readNotification } from '#lib/api/notifications.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, request }) => {
  if (locals.person === null) return new Response(null, { status: 401 });
  const id = (await request.formData()).get('id');
  const result = await readNotification(locals.api, typeof id === 'string' ? id : '');
  return new Response(null, { status: result.ok ? 204 : result.status });
};
