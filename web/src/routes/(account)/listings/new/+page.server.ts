// Starting a listing: a title, and then one section after another.
import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { createListing } from '#lib/api/listings.ts';
import { refuse } from '#lib/forms/answer.ts';
import { idempotencyKey } from '#lib/forms/key.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { organisation } = requireWriter({ locals, url });
  return { formId: randomUUID(), organisation: organisation.name };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const { organisation } = requireWriter({ locals, url });
    const values = readForm(await request.formData());
    const title = first(values, 'title').trim();
    if (title === '') {
      return fail(422, {
        values,
        problems: [{ path: 'title', message: 'Give the innovation a title; you can change it later' }],
      });
    }
    const body = { organisationId: organisation.id, title };
    const result = await createListing(locals.api, body, idempotencyKey(first(values, 'formId'), body));
    if (!result.ok) return refuse(result, values, listingLabels, url.pathname);
    redirect(303, `/listings/${result.data.id}/edit/about`);
  },
};
