// The synonyms that staff add to the search: adding a pair, and taking one away.
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { addSynonym, listSynonyms, removeSynonym } from '#lib/api/searches.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { day } from '#lib/format/dates.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  added: 'Added. Searches heed it within a minute.',
  removed: 'Taken away. Searches heed that within a minute.',
};
const labels = { from: 'What people type', to: 'What it also means' };

export const load: PageServerLoad = async ({ locals, url }) => {
  const { items } = need(await listSynonyms(locals.api), url.pathname);
  return {
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    pairs: items.map(({ id, from, to, bothWays, addedBy, createdAt }) => ({
      id,
      from,
      to,
      bothWays,
      added: `${addedBy?.name ?? 'Somebody who has left'}, ${day(createdAt)}`,
    })),
  };
};

export const actions: Actions = {
  add: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const { from, to } = { from: first(values, 'from'), to: first(values, 'to') };
    const result = await addSynonym(locals.api, { from, to, bothWays: first(values, 'bothWays') === 'true' });
    if (!result.ok) return refuse(result, values, labels, url.pathname);
    redirect(303, '/staff/synonyms?done=added');
  },
  remove: async ({ locals, request }) => {
    const result = await removeSynonym(locals.api, first(readForm(await request.formData()), 'id'));
    // Somebody else took it away meanwhile: that is what was wanted.
    if (!result.ok && result.status !== 404) return fail(result.status, { values: {}, problems: problemsOf(result) });
    redirect(303, '/staff/synonyms?done=removed');
  },
};
