// Keys by which an organisation's own programs use the api: owners make them, see them once, and take them back.
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { createApiKey, getOrganisation, listApiKeys, revokeApiKey } from '#lib/api/organisations.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { keyView, lifetimes, scopeOptions } from '#lib/organisations/keys.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const labels = { name: 'What it is for', scope: 'What it may do', expiresInDays: 'How long it works' };

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { memberships } = requirePerson({ locals, url });
  const [found, keys] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    listApiKeys(locals.api, params.slug),
  ]);
  const { id, name, slug } = need(found, url.pathname);
  const { items } = need(keys, url.pathname);
  const now = new Date();
  return {
    organisation: { name, slug },
    tabs: organisationTabs(slug, 'keys', true),
    isOwner: memberships.some(({ organisation, role }) => organisation.id === id && role === 'owner'),
    keys: items.map((key) => keyView(key, now)),
    scopes: scopeOptions,
    lifetimes,
    message: url.searchParams.get('done') === 'back' ? 'Taken back. The key does not work any more.' : null,
  };
};

export const actions: Actions = {
  make: async ({ locals, params, request, url }) => {
    requirePerson({ locals, url });
    const values = readForm(await request.formData());
    const result = await createApiKey(locals.api, params.slug, {
      name: first(values, 'name'),
      scope: first(values, 'scope'),
      expiresInDays: Number(first(values, 'expiresInDays')),
    });
    if (!result.ok) return refuse(result, values, labels, url.pathname);
    // Told on this one answer: it stands in no address, no cookie and no history.
    return { values: {}, problems: [], made: { name: result.data.name, key: result.data.key } };
  },
  back: async ({ locals, params, request, url }) => {
    requirePerson({ locals, url });
    const values = readForm(await request.formData());
    const result = await revokeApiKey(locals.api, params.slug, first(values, 'id'));
    if (!result.ok) return refuse(result, {}, labels, url.pathname);
    redirect(303, `/organisations/${params.slug}/keys?done=back`);
  },
};
