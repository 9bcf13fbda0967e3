// Making an organisation; whoever makes it owns it.
import { randomUUID } from 'node:crypto';
import type { CreateOrganisationBody } from '@exchange/contracts';
import { redirect } from '@sveltejs/kit';
import { createOrganisation } from '#lib/api/organisations.ts';
import { getReference } from '#lib/api/reference.ts';
import { refuse } from '#lib/forms/answer.ts';
import { idempotencyKey } from '#lib/forms/key.ts';
import { compactRows, first, readForm, toBody } from '#lib/forms/read.ts';
import { atNumber, organisationOptions } from '#lib/organisations/change.ts';
import { organisationLabels } from '#lib/organisations/labels.ts';
import { organisationFields } from '#lib/organisations/profile.ts';
import { lookUp } from '#lib/register/lookup.ts';
import { keepOrganisation } from '#lib/session/cookies.ts';
import { safeNext } from '#lib/session/next.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  requirePerson({ locals, url });
  const [reference, lookup] = await Promise.all([getReference(locals.api), lookUp(locals.api, url.searchParams)]);
  return {
    formId: randomUUID(),
    lookup,
    asked: url.searchParams.has('next'),
    next: safeNext(url.searchParams.get('next')),
    options: organisationOptions(reference),
  };
};

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const values = compactRows(readForm(await request.formData()), 'identifiers');
    // The api checks the body, and names the field of whatever is not right.
    const read = toBody(values, organisationFields);
    const body = { ...read, description: read.description ?? '' } as CreateOrganisationBody;
    const result = await createOrganisation(locals.api, body, idempotencyKey(first(values, 'formId'), body));
    if (!result.ok) return refuse(atNumber(result), values, organisationLabels, url.pathname);
    keepOrganisation(cookies, url, result.data.slug);
    redirect(303, safeNext(first(values, 'next'), '/account'));
  },
};
