// Reviewing one listing: the whole of it, a checklist, and publish or ask for changes.
import { fail, redirect } from '@sveltejs/kit';
import { moveListing } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { detailView } from '#lib/listings/detail.ts';
import { ownListing } from '#lib/listings/manage.ts';
import type { Actions, PageServerLoad } from './$types';

const checklist = [
  { code: 'theirs', label: 'It is theirs: the organisation may speak for this innovation' },
  { code: 'clear', label: 'It is clear: somebody from another field would understand it' },
  { code: 'claims', label: 'Its claims fit its evidence, and figures name their source' },
  { code: 'people', label: 'Nobody could be recognised who should not be' },
  { code: 'asks', label: 'What it seeks is plain: money, terms and places' },
];

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [listing, reference] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
  ]);
  return {
    id: listing.id,
    inReview: listing.state === 'in_review',
    checklist,
    listing: detailView(listing, reference),
  };
};

export const actions: Actions = {
  publish: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const ticked = values.checked ?? [];
    if (checklist.some(({ code }) => !ticked.includes(code))) {
      return fail(422, { values, problems: [{ path: 'checked', message: 'Tick every point, or ask for changes' }] });
    }
    const result = await moveListing(locals.api, params.id, 'publish');
    if (!result.ok) return refuse(result, values, {}, url.pathname);
    redirect(303, '/staff/review?done=published');
  },
  changes: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const note = first(values, 'note').trim();
    if (note === '') return fail(422, { values, problems: [{ path: 'note', message: 'Say what should change' }] });
    const result = await moveListing(locals.api, params.id, 'request-changes', { note });
    if (!result.ok) return refuse(result, values, { note: 'Your note' }, url.pathname);
    redirect(303, '/staff/review?done=changes');
  },
};
