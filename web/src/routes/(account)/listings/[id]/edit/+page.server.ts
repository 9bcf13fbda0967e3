// A listing's task list: its sections, and what may be done with it in its state.
import { error, fail, redirect } from '@sveltejs/kit';
import { deleteDraft, listingHistory, scheduleListing } from '#lib/api/listings.ts';
import { answerComment, getReview } from '#lib/api/reviews.ts';
import { discardRevision, withdrawRevision } from '#lib/api/revisions.ts';
import {
  invitePartner,
  listPartners,
  listTransfersOf,
  decideTransfer,
  removePartner,
  requestTransfer,
} from '#lib/api/sharing.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { listingStates } from '#lib/format/words.ts';
import { paragraphs } from '#lib/format/words.ts';
import { fromLondon, scheduleView } from '#lib/listings/schedule.ts';
import { canEdit, canSubmit, isStep, noteOf, ownListing, steps, takeStep } from '#lib/listings/manage.ts';
import { commentViews, waitOf } from '#lib/listings/reviews.ts';
import { pendingView } from '#lib/listings/revisions.ts';
import { taskList } from '#lib/listings/sections.ts';
import { atChoice, readChoice, type Candidate } from '#lib/organisations/choose.ts';
import { partnershipView, transferView } from '#lib/organisations/shared.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const sharingLabels = { organisation: 'It', toOrganisation: 'It', note: 'The word to them' };

/** What the api says against the organisation that was chosen; nobody else is to be chosen from then. */
function refuseChoice(failure: Parameters<typeof refuse>[0], values: Values, from: string) {
  const { status, data } = refuse(failure, values, sharingLabels, from);
  return fail(status, { ...data, candidates: [] as Candidate[] });
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { user, memberships } = requirePerson({ locals, url });
  const [listing, review, partners] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReview(locals.api, params.id),
    listPartners(locals.api, params.id),
  ]);
  const mine = memberships.find(({ organisation }) => organisation.id === listing.organisation.id);
  const isOwn = user.isStaff || mine !== undefined;
  const [transfers, history] = await Promise.all([
    mine && listTransfersOf(locals.api, listing.organisation.slug, listing.id),
    listing.state === 'archived' ? listingHistory(locals.api, listing.id) : undefined,
  ]);
  const transfer = transfers?.ok ? transfers.data.items[0] : undefined;
  const archived = history?.ok ? history.data.items.find(({ action }) => action === 'listing.archived') : undefined;
  return {
    id: listing.id,
    title: listing.title ?? 'No title yet',
    state: listingStates[listing.state],
    isDraft: isOwn && listing.state === 'draft',
    inReview: listing.state === 'in_review',
    toSubmit: isOwn && canSubmit(listing),
    /** Somebody of an organisation that writes it too changes what it says, and no more. */
    isOwn,
    sharing:
      isOwn && listing.state !== 'archived'
        ? {
            partners: partners.ok ? partners.data.items.map(partnershipView) : [],
            transfer: transfer ? transferView(transfer) : null,
            mayTransfer: mine?.role === 'owner' && listing.state !== 'in_review',
          }
        : null,
    archivedFor: typeof archived?.details.reason === 'string' ? paragraphs(archived.details.reason) : [],
    pending: pendingView(listing),
    comments: review.ok ? commentViews(review.data) : [],
    review: review.ok && review.data.kind ? waitOf(review.data.workingDays, review.data.targetDays).text : null,
    publicHref: listing.state === 'published' && listing.slug !== null ? `/listings/${listing.slug}` : null,
    organisation: { name: listing.organisation.name, slug: listing.organisation.slug },
    note: paragraphs(noteOf(listing)),
    declined: listing.state === 'draft',
    editable: canEdit(listing.state, user.isStaff) && (listing.pendingRevision?.state !== 'in_review' || user.isStaff),
    tasks: taskList(listing),
    steps: isOwn ? steps[listing.state] : [],
    schedule: isOwn ? scheduleView(listing) : null,
    message: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  step: async ({ locals, params, request }) => {
    const values = readForm(await request.formData());
    const step = first(values, 'step');
    if (!isStep(step)) error(400, 'That is not something a listing can do.');
    const result = await takeStep(locals.api, params.id, step, first(values, 'reason'));
    if (!result.ok) return fail(result.status, { values, problems: problemsOf(result, { reason: 'The reason' }) });
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
  partner: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const chosen = await readChoice(locals.api, values, 'organisation');
    if (!chosen.ok) return fail(422, { values, problems: chosen.problems, candidates: chosen.candidates });
    const result = await invitePartner(locals.api, params.id, chosen.slug);
    if (!result.ok) return refuseChoice(atChoice(result, 'organisation'), values, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=partner`);
  },
  unpartner: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const result = await removePartner(locals.api, params.id, first(values, 'partner'));
    if (!result.ok) return refuse(result, values, {}, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=unpartner`);
  },
  transfer: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const chosen = await readChoice(locals.api, values, 'toOrganisation');
    if (!chosen.ok) return fail(422, { values, problems: chosen.problems, candidates: chosen.candidates });
    const body = { toOrganisation: chosen.slug, note: first(values, 'note') };
    const result = await requestTransfer(locals.api, params.id, body);
    if (!result.ok) return refuseChoice(atChoice(result, 'toOrganisation'), values, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=transfer`);
  },
  untransfer: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const result = await decideTransfer(locals.api, first(values, 'transfer'), 'cancel');
    if (!result.ok) return refuse(result, values, {}, url.pathname);
    redirect(303, `/listings/${params.id}/edit?done=untransfer`);
  },
  delete: async ({ locals, params }) => {
    const listing = await ownListing(locals.api, params.id, `/listings/${params.id}/edit`);
    const result = await deleteDraft(locals.api, params.id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, `/organisations/${listing.organisation.slug}/listings`);
  },
};
