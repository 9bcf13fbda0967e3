// Setting up an interest, from nothing or from a search.
import { getReference } from '#lib/api/reference.ts';
import { valuesOfSearch } from '#lib/interests/form.ts';
import { interestOptions } from '#lib/interests/options.ts';
import { create, newFormId, preview } from '#lib/interests/save.ts';
import { searchParams } from '#lib/listings/search.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisation } = requireWriter({ locals, url });
  const reference = await getReference(locals.api);
  return {
    formId: newFormId(),
    organisation: organisation.name,
    options: interestOptions(reference),
    values: valuesOfSearch(searchParams(url), reference),
  };
};

export const actions: Actions = { save: create, preview };
