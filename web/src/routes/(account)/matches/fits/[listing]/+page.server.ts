// Who one of the organisation's listings fits, and what would make it fit more.
import { need } from '#lib/api/guard.ts';
import { getAudience } from '#lib/api/matching.ts';
import { audienceView } from '#lib/matching/view.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const found = await getAudience(locals.api, params.listing);
  if (!found.ok && found.problem.code === 'NOT_PUBLISHED') return { audience: null };
  return { audience: audienceView(need(found, url.pathname)) };
};
