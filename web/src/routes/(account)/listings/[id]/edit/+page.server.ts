// A listing's task list: its sections, and what may be done with it in its state.
import { error, fail, redirect } from '@sveltejs/kit';
import { deleteDraft, scheduleListing } from '#lib/api/listings.ts';
import { answerComment, getReview } from '#lib/api/reviews.ts';
import { discardRevision, withdrawRevision } from '#lib/api/revisions.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { listingStates } from '#lib/format/words.ts';
import { paragraphs } from '#lib/format/words.ts';
import { fromLondon, scheduleView } from '#lib/listings/schedule.ts';
import { canEdit, canSubmit, isStep, noteOf, ownListing, steps, takeStep } from '#lib/listings/manage.ts';
import { commentViews, waitOf } from '#lib/listings/reviews.ts';
import { pendingView } from '#lib/listings/revisions.ts';
import { taskList } from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { user } = requirePerson({ locals, url });
  const [listing, review] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReview(locals.api, params.id),
  ]);
  return {
    id: listing.id,
    title: listing.title ?? 'No title yet',
    state: listingStates[listing.state],
    isDraft: listing.state === 'draft',
    inReview: listing.state === 'in_review',
    toSubmit: canSubmit(listing),
    pending: pendingView(listing),
    comments: review.ok ? commentViews(review.data) : [],
    review: review.ok && review.data.kind ? waitOf(review.data.workingDays, review.data.targetDays).text : null,
    publicHref: listing.state === 'published' && listing.slug !== null ? `/listings/${listing.slug}` : null,
    organisation: { name: listing.organisation.name, slug: listing.organisation.slug },
    note: paragraphs(noteOf(listing)),
    declined: listing.state === 'draft',
    editable: canEdit(listing.state, user.isStaff) && (listing.pendingRevision?.state !== 'in_review' || user.isStaff),
    tasks: taskList(listing),
    steps: steps[listing.state],
    schedule: scheduleView(listing),
    message: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  step: async ({ locals, params, request }) => {
    const step = first(readForm(await request.formData()), 'step');
    if (!isStep(step)) error(400, 'That is not something a listing can do.');
    const result = await takeStep(locals.api, params.id, step);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/listings/${params.id}/edit?done=${step}`);
  },
  schedule: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const typed = first(values, 'publishAt');
    const publishAt = first(values, 'then') === 'at-once' || typed === '' ? null : fromLondon(typed);
    if (publishAt === undefined) {
      const message = 'Give a day and a time, like 4 March 2027, 09:00';
      return fail(422, { values, problems: [{ path: 'publishAt', message }] });
    }
    const result = await scheduleListing(locals.api, params.id, publishAt);
    if (!result.ok) return refuse(result, values, { publishAt: 'The time' }, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=${publishAt === null ? 'unschedule' : 'schedule'}`);
  },
  answer: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const id = first(values, 'comment');
    const path = `answer.${id}`;
    const result = await answerComment(locals.api, params.id, id, first(values, path));
    if (!result.ok) return refuse(result, values, { text: 'Your answer' }, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=answer#comments`);
  },
  discard: async ({ locals, params }) => {
    const result = await discardRevision(locals.api, params.id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/listings/${params.id}/edit?done=discard`);
  },
  withdraw: async ({ locals, params }) => {
    const result = await withdrawRevision(locals.api, params.id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/listings/${params.id}/edit?done=withdraw`);
  },
  delete: async ({ locals, params }) => {
    const listing = await ownListing(locals.api, params.id, `/listings/${params.id}/edit`);
    const result = await deleteDraft(locals.api, params.id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/organisations/${listing.organisation.slug}/listings`);
  },
};
