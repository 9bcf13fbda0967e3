// Changing an interest.
import { need } from '#lib/api/guard.ts';
import { getInterest } from '#lib/api/interests.ts';
import { getReference } from '#lib/api/reference.ts';
import { valuesOfInterest } from '#lib/interests/form.ts';
import { interestOptions } from '#lib/interests/options.ts';
import { toOrganisationLines } from '#lib/interests/organisation-names.ts';
import { preview, update } from '#lib/interests/save.ts';
import { requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requireWriter({ locals, url });
  const [found, reference] = await Promise.all([getInterest(locals.api, params.id), getReference(locals.api)]);
  const interest = need(found, url.pathname);
  const { organisations, exclude } = interest.criteria;
  const [named, excluded] = await Promise.all(
    [organisations, exclude.organisations].map((ids) => toOrganisationLines(locals.api, ids)),
  );
  return {
    name: interest.name,
    version: interest.version,
    options: interestOptions(reference),
    values: valuesOfInterest(interest, reference, {
      'criteria.organisations': named ?? '',
      'criteria.exclude.organisations': excluded ?? '',
    }),
  };
};

export const actions: Actions = { save: (event) => update(event, event.params.id), preview };
