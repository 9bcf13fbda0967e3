// One revision of a listing: what it changes, word by word; the exchange team can go back to it.
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { getRevision, restoreRevision } from '#lib/api/revisions.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { diffView, revisionView } from '#lib/listings/revisions.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { user } = requirePerson({ locals, url });
  const [listing, found] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getRevision(locals.api, params.id, params.number),
  ]);
  const revision = need(found, url.pathname);
  const hasPage = listing.state === 'published' || listing.state === 'paused';
  return {
    id: listing.id,
    title: listing.title ?? 'No title yet',
    revision: revisionView(revision),
    diff: diffView(revision),
    mayRestore: user.isStaff && hasPage && revision.state === 'approved',
  };
};

export const actions: Actions = {
  default: async ({ locals, params }) => {
    const result = await restoreRevision(locals.api, params.id, params.number);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/listings/${params.id}/history`);
  },
};
