// The last look before submitting: everything that is still needed, each with the way there.
import { problemsBeforeSubmit } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { getReference } from '#lib/api/reference.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { detailView } from '#lib/listings/detail.ts';
import { canSubmit, ownListing, takeStep } from '#lib/listings/manage.ts';
import { warningsInWords } from '#lib/listings/notes.ts';
import { linkProblems } from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const [listing, reference] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
  ]);
  if (!canSubmit(listing)) redirect(303, `/listings/${listing.id}/edit`);
  return {
    id: listing.id,
    isRevision: Boolean(listing.pendingRevision),
    problems: linkProblems(listing, problemsBeforeSubmit(listing, { catalogue: listing.sourceId !== null })),
    warnings: warningsInWords(listing),
    listing: detailView(listing, reference),
  };
};

export const actions: Actions = {
  default: async ({ locals, params }) => {
    const result = await takeStep(locals.api, params.id, 'submit');
    if (result.ok) redirect(303, `/listings/${params.id}/edit?done=submit`);
    // What is missing is listed by the page itself, with links.
    if (result.status === 422) return fail(422, { problems: [], incomplete: true });
    return fail(result.status, { problems: problemsOf(result), incomplete: false });
  },
};
