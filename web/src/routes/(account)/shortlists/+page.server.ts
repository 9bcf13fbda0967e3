// The shortlists of the organisation one acts for.
import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { createShortlist, listShortlists } from '#lib/api/shortlists.ts';
import { refuse } from '#lib/forms/answer.ts';
import { idempotencyKey } from '#lib/forms/key.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { ago } from '#lib/format/dates.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requireMembership, requireWriter } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const membership = requireMembership({ locals, url });
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const found = await listShortlists(locals.api, membership.organisation.slug, cursor);
  const { items, nextCursor } = need(found, url.pathname);
  return {
    formId: randomUUID(),
    organisation: membership.organisation.name,
    mayWrite: mayWrite(membership),
    deleted: url.searchParams.get('done') === 'deleted',
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    shortlists: items.map(({ id, name, size, updatedAt }) => ({ id, name, size, changed: ago(updatedAt) })),
  };
};

export const actions: Actions = {
  create: async ({ locals, request, url }) => {
    const { organisation } = requireWriter({ locals, url });
    const values = readForm(await request.formData());
    const body = { organisationId: organisation.id, name: first(values, 'name') };
    const result = await createShortlist(locals.api, body, idempotencyKey(first(values, 'formId'), body));
    if (!result.ok) return refuse(result, values, { name: 'Name' }, url.pathname);
    redirect(303, `/shortlists/${result.data.id}`);
  },
};
