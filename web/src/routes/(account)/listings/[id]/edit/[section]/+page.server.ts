// One section of a listing: shown filled in, saved on continue, and never losing what was typed.
import type { Ask, AskKind, Listing, UpdateListingBody } from '@exchange/contracts';
import { error, fail, redirect } from '@sveltejs/kit';
import { updateListing } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { refuse } from '#lib/forms/answer.ts';
import { problemList } from '#lib/forms/problems.ts';
import { first, readForm, toValues } from '#lib/forms/read.ts';
import { toAuthorityCodes, toAuthorityNames } from '#lib/listings/authorities.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { sectionOptions } from '#lib/listings/options.ts';
import { isSection, nextSection, readSection, sectionOf, sections, type SectionSlug } from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const askOrder: readonly AskKind[] = ['contract', 'investment', 'research', 'peers'];

function known(slug: string): SectionSlug {
  if (!isSection(slug)) error(404, 'We cannot find that section.');
  return slug;
}

/** The part of a listing that a section shows, as the values of its form. */
function valuesOf(listing: Listing, slug: SectionSlug, authorities: string) {
  const names =
    slug === 'asks' ? ['asks'] : Object.keys(sectionOf(slug).fields).map((name) => name.split('.')[0] ?? '');
  const part = Object.fromEntries(names.map((name) => [name, listing[name as keyof Listing]]));
  return { ...toValues(part), ...(slug === 'who-and-where' ? { localAuthorities: [authorities] } : {}) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const slug = known(params.section);
  const [listing, reference] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
  ]);
  const position = sections.findIndex((section) => section.slug === slug);
  return {
    slug,
    id: listing.id,
    listingTitle: listing.title ?? 'No title yet',
    title: sectionOf(slug).title,
    step: `Section ${position + 1} of ${sections.length}`,
    version: listing.version,
    values: {
      ...valuesOf(listing, slug, toAuthorityNames(listing.localAuthorities, reference.localAuthorities)),
      kinds: listing.asks.map(({ kind }) => kind as string),
    },
    options: sectionOptions(slug, reference),
    choosing: slug === 'asks' && (listing.asks.length === 0 || url.searchParams.has('choose')),
    saved: url.searchParams.has('saved'),
  };
};

const stale = 'Somebody else changed this listing while you were writing';

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const slug = known(params.section);
    const posted = readForm(await request.formData());
    const { values, body } = readSection(slug, posted);
    const problems = [];
    if (slug === 'who-and-where') {
      const { localAuthorities } = await getReference(locals.api);
      const found = toAuthorityCodes(first(values, 'localAuthorities'), localAuthorities, 'localAuthorities');
      body.localAuthorities = found.codes;
      problems.push(...found.problems);
    }
    if (problems.length > 0) return fail(422, { values, problems });
    const update = { ...body, version: Number(first(values, 'version')) } as UpdateListingBody;
    const result = await updateListing(locals.api, params.id, update);
    if (!result.ok && result.problem.code === 'STALE_VERSION') {
      return fail(409, {
        values,
        problems: [{ path: '', message: stale }],
        currentVersion: result.problem.currentVersion,
      });
    }
    if (!result.ok && result.status === 409) return fail(409, { values, problems: problemList(result.problem) });
    if (!result.ok) return refuse(result, values, listingLabels, url.pathname);
    const then = first(posted, 'then');
    if (then === 'again') redirect(303, `/listings/${params.id}/edit/${slug}?saved`);
    redirect(303, then === 'list' ? `/listings/${params.id}/edit` : nextSection(params.id, slug));
  },
  choose: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const listing = await ownListing(locals.api, params.id, url.pathname);
    const chosen = askOrder.filter((kind) => values.kinds?.includes(kind));
    if (chosen.length === 0) {
      return fail(422, { values, problems: [{ path: 'kinds', message: 'Choose at least one thing you seek' }] });
    }
    const asks = chosen.map((kind) => listing.asks.find((ask) => ask.kind === kind) ?? ({ kind } as Ask));
    const result = await updateListing(locals.api, params.id, { asks, version: listing.version });
    if (!result.ok) return refuse(result, values, listingLabels, url.pathname);
    redirect(303, `/listings/${params.id}/edit/asks`);
  },
};
