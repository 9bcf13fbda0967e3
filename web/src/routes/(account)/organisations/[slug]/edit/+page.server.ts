// What is said of an organisation, changed by its owners; two who write at once lose nothing.
import { error, fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { getOrganisation, updateOrganisation } from '#lib/api/organisations.ts';
import { getReference } from '#lib/api/reference.ts';
import { refuse } from '#lib/forms/answer.ts';
import { readForm } from '#lib/forms/read.ts';
import {
  atNumber,
  mergeOrganisation,
  organisationOptions,
  readOrganisation,
  valuesOfOrganisation,
} from '#lib/organisations/change.ts';
import { organisationLabels } from '#lib/organisations/labels.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { mayManage } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const [found, reference] = await Promise.all([getOrganisation(locals.api, params.slug), getReference(locals.api)]);
  const organisation = need(found, url.pathname);
  const { id, name, slug, version, verified } = organisation;
  if (!mayManage(person, id)) error(403, `Only an owner of ${name} changes what is said of it here.`);
  const values = valuesOfOrganisation(organisation);
  return {
    organisation: { name, slug },
    tabs: organisationTabs(slug, 'edit', true),
    options: organisationOptions(reference),
    values: { ...values, version: [String(version)], base: [JSON.stringify(values)] },
    verified: verified && !person.user.isStaff,
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    requirePerson({ locals, url });
    const { values, body } = readOrganisation(readForm(await request.formData()));
    const result = await updateOrganisation(locals.api, params.slug, body);
    if (!result.ok && result.problem.code === 'STALE_VERSION') {
      const [found, reference] = await Promise.all([
        getOrganisation(locals.api, params.slug),
        getReference(locals.api),
      ]);
      return fail(409, mergeOrganisation(values, need(found, url.pathname), reference));
    }
    if (!result.ok) return refuse(atNumber(result), values, organisationLabels, url.pathname);
    redirect(303, `/organisations/${result.data.slug}/edit?saved`);
  },
};
