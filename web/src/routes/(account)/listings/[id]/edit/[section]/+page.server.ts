// One section of a listing: shown filled in, saved on continue, and never losing what was typed.
import type { UpdateListingBody } from '@exchange/contracts';
import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { updateListing } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { getReview } from '#lib/api/reviews.ts';
import { refuse, type Refused } from '#lib/forms/answer.ts';
import { problemList } from '#lib/forms/problems.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { sentenceList } from '#lib/format/money.ts';
import { readAsks, tickedOnly, toFormPath } from '#lib/listings/ask-form.ts';
import { toAuthorityCodes } from '#lib/listings/authorities.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { autosaves, ownListing } from '#lib/listings/manage.ts';
import { applyChoices, mergeSection, readBase, type Conflict } from '#lib/listings/merge.ts';
import { commentNotes, warningNotes } from '#lib/listings/notes.ts';
import { sectionOptions } from '#lib/listings/options.ts';
import { partLabel } from '#lib/listings/revisions.ts';
import {
  isSection,
  nextSection,
  partsOf,
  readSection,
  sectionOf,
  sections,
  sectionValues,
  type SectionSlug,
} from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function known(slug: string): SectionSlug {
  if (!isSection(slug)) error(404, 'We cannot find that section.');
  return slug;
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
    values: sectionValues(listing, slug, reference),
    options: sectionOptions(slug, reference),
    saved: url.searchParams.has('saved'),
    autosaves: autosaves(listing),
    warnings: warningNotes(listing, slug),
    comments: review.ok ? commentNotes(review.data, slug) : [],
  };
};

/** A refused section, with what two writers have to choose between where they met. */
interface RefusedSection extends Refused {
  merge?: { version: number; base: string; taken: string; conflicts: (Conflict & { label: string })[] };
}
const refusal = (status: number, refused: RefusedSection): ActionFailure<RefusedSection> => fail(status, refused);

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
  const theirs = sectionValues(listing, slug, reference);
  const mine = readSection(slug, posted).values;
  const { values, conflicts, taken } = mergeSection(
    mergedParts(slug),
    readBase(first(posted, 'base')),
    slug === 'asks' ? tickedOnly(mine) : mine,
    theirs,
  );
  return refusal(409, {
    values,
    problems: [{ path: conflicts[0] ? `keep.${conflicts[0].path}` : '', message: stale }],
    merge: {
      version: listing.version,
      base: JSON.stringify(theirs),
      conflicts: conflicts.map((one) => ({ ...one, label: partLabel(one.path) })),
      taken: sentenceList(taken.map(partLabel)),
    },
  });
}

/** What two writers may differ in; which kinds of ask there are is a part of its own in the form. */
const mergedParts = (slug: SectionSlug) => (slug === 'asks' ? ['kinds', ...partsOf(slug)] : partsOf(slug));

const stale = 'Somebody else changed this section while you were writing. Nothing is lost: choose, and save again';

/** A refusal of the asks names each field as the form does. */
function refuseSection(slug: SectionSlug, refused: ActionFailure<RefusedSection>): ActionFailure<RefusedSection> {
  if (slug !== 'asks') return refused;
  const { kinds } = readAsks(refused.data.values);
  const problems = refused.data.problems.map((one) => ({ ...one, path: toFormPath(one.path, kinds) }));
  return refusal(refused.status, { ...refused.data, problems });
}

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
    if (problems.length > 0) return refusal(422, { values, problems });
    const update = { ...body, version: Number(first(values, 'version')) } as UpdateListingBody;
    const result = await updateListing(locals.api, params.id, update);
    if (!result.ok && result.problem.code === 'STALE_VERSION') return merge({ locals, params, url }, slug, posted);
    if (!result.ok && result.status === 409) return refusal(409, { values, problems: problemList(result.problem) });
    if (!result.ok) return refuseSection(slug, refuse(result, values, listingLabels, url.pathname));
    const then = first(posted, 'then');
    if (then === 'autosave') {
      const { version: _, base: __, then: ___, ...base } = slug === 'asks' ? tickedOnly(values) : values;
      const warnings = warningNotes(result.data, slug);
      return { saved: { version: result.data.version, base: JSON.stringify(base), warnings } };
    }
    if (then === 'again') redirect(303, `/listings/${params.id}/edit/${slug}?saved`);
    redirect(303, then === 'list' ? `/listings/${params.id}/edit` : nextSection(params.id, slug));
  },
};
