// A person's own copy of what is kept about them, as a file.
import { exportMe } from '#lib/api/accounts.ts';
import { need } from '#lib/api/guard.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  requirePerson({ locals, url });
  const copy = need(await exportMe(locals.api), '/account');
  return new Response(JSON.stringify(copy, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="innovation-exchange-about-me.json"',
      'cache-control': 'private, no-store',
    },
  });
};
