// One kept message.
import { need } from '#lib/api/guard.ts';
import { getKeptEmail } from '#lib/api/emails.ts';
import { messageView } from '#lib/emails/message.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  message: messageView(need(await getKeptEmail(locals.api, params.id), url.pathname)),
});
