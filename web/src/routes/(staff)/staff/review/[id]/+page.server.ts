// Reviewing one listing: what changed, the whole of it, a checklist, comments by part, and the decision.
import {
  evidenceQuestions,
  ListingContent,
  reviewChecklist,
  type EvidenceReviewBody,
  type Listing,
  type Reference,
  type Review,
  type ReviewPoint,
} from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { ApiResult } from '#lib/api/client.ts';
import { need } from '#lib/api/guard.ts';
import { moveListing, type Step } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import {
  addComment,
  claimReview,
  endSample,
  getReview,
  reviewEvidence,
  saveChecklist,
  unclaimReview,
} from '#lib/api/reviews.ts';
import { getRevision } from '#lib/api/revisions.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm, toBody } from '#lib/forms/read.ts';
import { day } from '#lib/format/dates.ts';
import { detailView } from '#lib/listings/detail.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { warningsInWords } from '#lib/listings/notes.ts';
import { commentViews, reviewKinds, waitOf } from '#lib/listings/reviews.ts';
import { diffView, partLabel } from '#lib/listings/revisions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const checklist = Object.entries(reviewChecklist).map(([code, label]) => ({ code, label }));
const parts = Object.keys(ListingContent.shape).map((code) => ({ code, label: partLabel(code) }));
/** The parts to comment on; of the asks also each by itself. */
const partsOf = ({ asks }: Listing) => [
  ...parts,
  ...asks.map(({ kind }) => ({ code: `asks.${kind}`, label: partLabel(`asks.${kind}`) })),
];

/** What a reviewer of the evidence goes by, and what was said of it before. */
function evidenceOf(listing: Listing, reference: Reference) {
  const levels = reference.evidenceLevels.map(({ level, label }) => ({
    code: String(level),
    label: level === 0 ? label : `${level}: ${label}`,
  }));
  return {
    levels,
    self: levels[listing.evidenceLevel]?.label ?? '',
    answers: listing.evidenceAnswers.map((answer) => evidenceQuestions[answer]),
    reviewed: listing.evidenceReviewedAt && day(listing.evidenceReviewedAt),
    values: {
      level: listing.reviewedEvidenceLevel === null ? [] : [String(listing.reviewedEvidenceLevel)],
      note: [listing.reviewedEvidenceNote ?? ''],
      nextStep: [listing.evidenceNextStep ?? ''],
    },
  };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const isStaff = locals.person?.user.isStaff ?? false;
  const [listing, reference, found] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
    isStaff ? getReview(locals.api, params.id) : noReview,
  ]);
  const review = need(found, url.pathname);
  const { pendingRevision } = listing;
  const revision =
    review.kind === 'revision' && pendingRevision
      ? need(await getRevision(locals.api, listing.id, pendingRevision.number), url.pathname)
      : null;
  return {
    id: listing.id,
    kind: review.kind,
    kindLabel: review.kind && reviewKinds[review.kind],
    wait: waitOf(review.workingDays, review.targetDays),
    targetDays: review.targetDays,
    claimedBy: review.claimedBy,
    isMine: review.isMine,
    isOthers: review.claimedBy !== null && !review.isMine,
    checked: review.checklist,
    checklist,
    parts: partsOf(listing),
    isStaff,
    kept: url.searchParams.get('evidence') === 'kept',
    evidence: evidenceOf(listing, reference),
    warnings: warningsInWords(listing).map(({ words }) => `${words}.`),
    comments: commentViews(review),
    revision: revision && { number: revision.number, material: revision.material, diff: diffView(revision) },
    listing: detailView(listing, reference),
  };
};

/** What appointed reviewers are told of the team's own review: nothing. */
const noReview: ApiResult<Review> = {
  ok: true,
  status: 200,
  data: {
    ...{ kind: null, submittedAt: null, workingDays: 0, targetDays: 0, claimedBy: null, isMine: false },
    checklist: [],
    comments: [],
  },
};

/** After a step that leaves the review open: the page again, at the part it was about. */
function stay(result: ApiResult<unknown>, id: string, at: string) {
  if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
  redirect(303, `/staff/review/${id}#${at}`);
}

/** What each field that ends a review is called by the api; the page has another note, on the evidence. */
const named = { changes: 'note', reason: 'reason' } as const;

/** Sends a note with the step that ends the review. */
async function decide(
  { locals, params, request, url }: RequestEvent,
  step: Step,
  field: keyof typeof named,
  missing: string,
) {
  const values = readForm(await request.formData());
  const words = first(values, field).trim();
  if (words === '') return fail(422, { values, problems: [{ path: field, message: missing }] });
  const result = await moveListing(locals.api, params.id, step, { [named[field]]: words });
  if (!result.ok) {
    const fields = result.problem.fields.map((one) => ({ ...one, path: field }));
    const refused = { ...result, problem: { ...result.problem, fields } };
    return refuse(refused, values, { changes: 'Your note', reason: 'Your reason' }, url.pathname);
  }
  redirect(303, `/staff/review?done=${step === 'decline' ? 'declined' : 'changes'}`);
}

export const actions: Actions = {
  evidence: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const body = toBody(values, { level: 'number', note: 'text', nextStep: 'text' });
    const result = await reviewEvidence(locals.api, params.id, {
      ...body,
      note: body.note ?? '',
    } as EvidenceReviewBody);
    if (!result.ok)
      return refuse(result, values, { level: 'The level', note: 'Why', nextStep: 'The next step' }, url.pathname);
    redirect(303, `/staff/review/${params.id}?evidence=kept`);
  },
  claim: async ({ locals, params }) => stay(await claimReview(locals.api, params.id), params.id, 'decide'),
  unclaim: async ({ locals, params }) => stay(await unclaimReview(locals.api, params.id), params.id, 'decide'),
  comment: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const text = first(values, 'text').trim();
    if (text === '') return fail(422, { values, problems: [{ path: 'text', message: 'Say what you have to say' }] });
    const result = await addComment(locals.api, params.id, { path: first(values, 'path'), text });
    if (!result.ok) return refuse(result, values, { text: 'Your comment' }, url.pathname);
    redirect(303, `/staff/review/${params.id}#comments`);
  },
  publish: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const ticked = values.checked ?? [];
    const saved = await saveChecklist(locals.api, params.id, ticked as ReviewPoint[]);
    if (!saved.ok) return refuse(saved, values, {}, url.pathname);
    if (first(values, 'then') === 'keep') redirect(303, `/staff/review/${params.id}#decide`);
    if (checklist.some(({ code }) => !ticked.includes(code))) {
      return fail(422, { values, problems: [{ path: 'checked', message: 'Tick every point, or ask for changes' }] });
    }
    const result = await moveListing(locals.api, params.id, 'publish');
    if (!result.ok) return refuse(result, values, {}, url.pathname);
    redirect(303, `/staff/review?done=${first(values, 'kind') === 'revision' ? 'approved' : 'published'}`);
  },
  changes: async (event) => decide(event, 'request-changes', 'changes', 'Say what should change'),
  decline: async (event) => decide(event, 'decline', 'reason', 'Say why it is declined'),
  looked: async ({ locals, params }) => {
    const result = await endSample(locals.api, params.id);
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/staff/review?done=looked');
  },
};
