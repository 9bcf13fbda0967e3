// Setting up an interest, from nothing or from a search.
import { getReference } from '#lib/api/reference.ts';
import { valuesOfSearch } from '#lib/interests/form.ts';
import { interestOptions } from '#lib/interests/options.ts';
import { toOrganisationLines } from '#lib/interests/organisation-names.ts';
import { create, newFormId, preview } from '#lib/interests/save.ts';
import { searchParams } from '#lib/listings/search.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisation } = requireWriter({ locals, url });
  const params = searchParams(url);
  const [reference, named] = await Promise.all([
    getReference(locals.api),
    toOrganisationLines(locals.api, params.getAll('organisation')),
  ]);
  return {
    formId: newFormId(),
    organisation: organisation.name,
    options: interestOptions(reference),
    values: valuesOfSearch(params, reference, named),
  };
};

export const actions: Actions = { save: create, preview };
