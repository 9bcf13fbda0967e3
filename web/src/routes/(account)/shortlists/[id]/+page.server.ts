// One shortlist: what is on it, its notes and tags, and its name.
import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import {
  deleteShortlist,
  getShortlist,
  renameShortlist,
  takeOffShortlist,
  updateShortlistItem,
} from '#lib/api/shortlists.ts';
import { problemsOf, refuse, type Refused } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { requirePerson } from '#lib/session/require.ts';
import { itemView, toTags } from '#lib/shortlists/view.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  noted: 'Saved.',
  removed: 'Taken off the list.',
  renamed: 'Renamed.',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { memberships } = requirePerson({ locals, url });
  const { items, ...shortlist } = need(await getShortlist(locals.api, params.id), url.pathname);
  const mine = memberships.find(({ organisation }) => organisation.id === shortlist.organisationId);
  const now = new Date();
  return {
    shortlist,
    organisation: mine?.organisation.name ?? '',
    mayWrite: mine !== undefined && mine.role !== 'viewer',
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    items: items.map((item) => itemView(item, now)),
  };
};

const stale = (values: Values, version: number | undefined): ActionFailure<Refused> =>
  fail(409, {
    values: { ...values, version: [String(version ?? '')] },
    problems: [{ path: '', message: 'A colleague changed this while you were writing. Save again to keep yours' }],
  });

/** A button that did not work has nothing to fill in again. */
const failed = (result: Parameters<typeof problemsOf>[0]): ActionFailure<Refused> =>
  fail(result.status, { values: {}, problems: problemsOf(result) });

export const actions: Actions = {
  note: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const listing = first(values, 'listing');
    const result = await updateShortlistItem(locals.api, params.id, listing, {
      version: Number(first(values, 'version')),
      note: first(values, 'note'),
      tags: toTags(first(values, 'tags')),
    });
    if (!result.ok && result.problem.code === 'STALE_VERSION') return stale(values, result.problem.currentVersion);
    if (!result.ok) return refuse(result, values, { note: 'Note', tags: 'Tags', 'tags.*': 'A tag' }, url.pathname);
    redirect(303, `/shortlists/${params.id}?done=noted`);
  },
  remove: async ({ locals, params, request }) => {
    const listing = first(readForm(await request.formData()), 'listing');
    const result = await takeOffShortlist(locals.api, params.id, listing);
    // Somebody else was quicker: it is off the list, as was wanted.
    if (!result.ok && result.status !== 404) return failed(result);
    redirect(303, `/shortlists/${params.id}?done=removed`);
  },
  rename: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const body = { version: Number(first(values, 'version')), name: first(values, 'name') };
    const result = await renameShortlist(locals.api, params.id, body);
    if (!result.ok && result.problem.code === 'STALE_VERSION') return stale(values, result.problem.currentVersion);
    if (!result.ok) return refuse(result, values, { name: 'Name' }, url.pathname);
    redirect(303, `/shortlists/${params.id}?done=renamed`);
  },
  delete: async ({ locals, params }) => {
    const result = await deleteShortlist(locals.api, params.id);
    if (!result.ok) return failed(result);
    redirect(303, '/shortlists?done=deleted');
  },
};
