// One section of a listing: shown filled in, saved on continue, and never losing what was typed.
import type { Ask, AskKind, Listing, Reference, UpdateListingBody } from '@exchange/contracts';
import { error, fail, redirect } from '@sveltejs/kit';
import { updateListing } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { getReview } from '#lib/api/reviews.ts';
import { refuse } from '#lib/forms/answer.ts';
import { problemList } from '#lib/forms/problems.ts';
import { first, readForm, toValues, type Values } from '#lib/forms/read.ts';
import { sentenceList } from '#lib/format/money.ts';
import { toAuthorityCodes, toAuthorityNames } from '#lib/listings/authorities.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { autosaves, ownListing } from '#lib/listings/manage.ts';
import { applyChoices, mergeSection, readBase } from '#lib/listings/merge.ts';
import { sectionOptions } from '#lib/listings/options.ts';
import { commentViews } from '#lib/listings/reviews.ts';
import { partLabel } from '#lib/listings/revisions.ts';
import { isSection, nextSection, readSection, sectionOf, sections, type SectionSlug } from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const askOrder: readonly AskKind[] = ['contract', 'investment', 'research', 'peers'];

function known(slug: string): SectionSlug {
  if (!isSection(slug)) error(404, 'We cannot find that section.');
  return slug;
}

/** The parts of a listing that a section writes. */
const partsOf = (slug: SectionSlug): string[] =>
  slug === 'asks'
    ? ['asks']
    : [...new Set(Object.keys(sectionOf(slug).fields).map((name) => name.split('.')[0] ?? ''))];

/** What a section shows of a listing, as the values of its form. */
function valuesOf(listing: Listing, slug: SectionSlug, reference: Reference) {
  const part = Object.fromEntries(partsOf(slug).map((name) => [name, listing[name as keyof Listing]]));
  const authorities = toAuthorityNames(listing.localAuthorities, reference.localAuthorities);
  return { ...toValues(part), ...(slug === 'who-and-where' ? { localAuthorities: [authorities] } : {}) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const slug = known(params.section);
  const [listing, reference, review] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
    getReview(locals.api, params.id),
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
      ...valuesOf(listing, slug, reference),
      kinds: listing.asks.map(({ kind }) => kind as string),
    },
    options: sectionOptions(slug, reference),
    choosing: slug === 'asks' && (listing.asks.length === 0 || url.searchParams.has('choose')),
    saved: url.searchParams.has('saved'),
    autosaves: autosaves(listing),
    comments: review.ok ? commentViews(review.data).filter(({ path }) => partsOf(slug).includes(path)) : [],
  };
};

/** Somebody else was faster: their words, ours, and what has to be chosen between them. */
async function merge(
  { locals, params, url }: Pick<RequestEvent, 'locals' | 'params' | 'url'>,
  slug: SectionSlug,
  posted: Values,
) {
  const [listing, reference] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
  ]);
  const theirs = valuesOf(listing, slug, reference);
  const { values, conflicts, taken } = mergeSection(
    partsOf(slug),
    readBase(first(posted, 'base')),
    readSection(slug, posted).values,
    theirs,
  );
  return fail(409, {
    values: { ...values, kinds: posted.kinds ?? [] },
    problems: [{ path: conflicts[0] ? `keep.${conflicts[0].path}` : '', message: stale }],
    merge: {
      version: listing.version,
      base: JSON.stringify(theirs),
      conflicts: conflicts.map((one) => ({ ...one, label: partLabel(one.path) })),
      taken: sentenceList(taken.map(partLabel)),
    },
  });
}

const stale = 'Somebody else changed this section while you were writing. Nothing is lost: choose, and save again';

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const slug = known(params.section);
    const sent = readForm(await request.formData());
    const posted = applyChoices(sent, readBase(first(sent, 'base')));
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
    if (!result.ok && result.problem.code === 'STALE_VERSION') return merge({ locals, params, url }, slug, posted);
    if (!result.ok && result.status === 409) return fail(409, { values, problems: problemList(result.problem) });
    if (!result.ok) return refuse(result, values, listingLabels, url.pathname);
    const then = first(posted, 'then');
    if (then === 'autosave') {
      const { version: _, base: __, then: ___, ...base } = values;
      return { saved: { version: result.data.version, base: JSON.stringify(base) } };
    }
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
