// A shortlist as a table to take away.
import { need } from '#lib/api/guard.ts';
import { getShortlist } from '#lib/api/shortlists.ts';
import { csvReply } from '#lib/format/csv.ts';
import { requirePerson } from '#lib/session/require.ts';
import { shortlistTable } from '#lib/shortlists/view.ts';
import { getConfig } from '../../../../../config.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const shortlist = need(await getShortlist(locals.api, params.id), url.pathname);
  return csvReply(shortlistTable(shortlist, getConfig().WEB_PUBLIC_URL), 'shortlist');
};
