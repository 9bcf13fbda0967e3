// Starting a listing: a title, and then one section after another.
import { randomUUID } from 'node:crypto';
import { regions as regionNames } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { createListing } from '#lib/api/listings.ts';
import { getOrganisation } from '#lib/api/organisations.ts';
import { refuse } from '#lib/forms/answer.ts';
import { idempotencyKey } from '#lib/forms/key.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { listInWords } from '#lib/format/money.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisation } = requireWriter({ locals, url });
  const { regions } = need(await getOrganisation(locals.api, organisation.slug), url.pathname);
  return {
    formId: randomUUID(),
    organisation: organisation.name,
    where: listInWords(regions.map((code) => regionNames[code])),
    // Ticked until somebody says otherwise.
    values: { here: ['true'] },
  };
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
    const { regions } = need(await getOrganisation(locals.api, organisation.slug), url.pathname);
    const isHere = first(values, 'here') === 'true' && regions.length > 0;
    const body = { organisationId: organisation.id, title, ...(isHere ? { regions } : {}) };
    const result = await createListing(locals.api, body, idempotencyKey(first(values, 'formId'), body));
    if (!result.ok) return refuse(result, values, listingLabels, url.pathname);
    redirect(303, `/listings/${result.data.id}/edit/about`);
  },
};
