// Whether matching treats organisations alike, for the exchange team.
import { need } from '#lib/api/guard.ts';
import { getFairness } from '#lib/api/matching.ts';
import { fairnessView } from '#lib/matching/fairness.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  report: fairnessView(need(await getFairness(locals.api), url.pathname)),
});
