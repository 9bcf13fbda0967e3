// Every organisation: verify its identifiers, and say whether its listings are published without review.
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { listOrganisations, trustOrganisation, verifyOrganisation } from '#lib/api/moderation.ts';
import { getReference } from '#lib/api/reference.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { profileView } from '#lib/organisations/profile.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  verified: 'Verified.',
  trusted: 'Its listings are published as soon as they are submitted.',
  untrusted: 'Its listings are reviewed before they are published.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const [found, reference] = await Promise.all([
    listOrganisations(locals.api, url.searchParams.get('cursor') ?? undefined),
    getReference(locals.api),
  ]);
  const { items, nextCursor } = need(found, url.pathname);
  return {
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    organisations: items.map((item) => ({ id: item.id, ...profileView(item, reference) })),
  };
};

export const actions: Actions = {
  verify: async ({ locals, request }) => {
    const result = await verifyOrganisation(locals.api, first(readForm(await request.formData()), 'id'));
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/staff/organisations?done=verified');
  },
  trust: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const trusted = first(values, 'trusted') === 'true';
    const result = await trustOrganisation(locals.api, first(values, 'id'), trusted);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/staff/organisations?done=${trusted ? 'trusted' : 'untrusted'}`);
  },
};
