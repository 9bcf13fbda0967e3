// Every organisation: verify its identifiers, and say whether its listings are published without review.
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { listOrganisations, trustOrganisation, verifyOrganisation } from '#lib/api/moderation.ts';
import { getReference } from '#lib/api/reference.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { profileView } from '#lib/organisations/profile.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  verified: 'Verified.',
  trusted: 'Its listings are published as soon as they are submitted.',
  untrusted: 'Its listings are reviewed before they are published.',
};

const UNVERIFIED = 'unverified';

/** What was asked for, as the page's address says it; kept by what acts on the page. */
function askedFor(url: URL): URLSearchParams {
  const asked = new URLSearchParams();
  const q = url.searchParams.get('q')?.trim() ?? '';
  if (q !== '') asked.set('q', q);
  if (url.searchParams.get('show') === UNVERIFIED) asked.set('show', UNVERIFIED);
  return asked;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = askedFor(url);
  const q = asked.get('q') ?? '';
  const unverified = asked.get('show') === UNVERIFIED;
  const [found, reference] = await Promise.all([
    listOrganisations(locals.api, {
      q: q === '' ? undefined : q,
      unverified: unverified ? 'true' : undefined,
      cursor: url.searchParams.get('cursor') ?? undefined,
    }),
    getReference(locals.api),
  ]);
  const { items, nextCursor } = need(found, url.pathname);
  const next = new URLSearchParams(asked);
  if (nextCursor !== null) next.set('cursor', nextCursor);
  return {
    q,
    unverified,
    asked: asked.toString(),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    nextHref: nextCursor && `?${next.toString()}`,
    organisations: items.map((item) => ({
      id: item.id,
      ...profileView(item, reference),
      isTrusted: item.isTrusted === true,
      hasIdentifiers: item.identifiers.length > 0,
    })),
  };
};

/** Back to the list as it was asked for. */
const back = (values: Values, done: string) => {
  const query = askedFor(new URL(`?${first(values, 'asked')}`, 'http://exchange.invalid'));
  query.set('done', done);
  return `/staff/organisations?${query.toString()}`;
};

export const actions: Actions = {
  verify: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const result = await verifyOrganisation(locals.api, first(values, 'id'));
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, back(values, 'verified'));
  },
  trust: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const trusted = first(values, 'trusted') === 'true';
    const result = await trustOrganisation(locals.api, first(values, 'id'), trusted);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, back(values, trusted ? 'trusted' : 'untrusted'));
  },
};
