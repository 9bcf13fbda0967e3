// Pictures and documents of a listing: adding them, their texts, their order, and taking them out.
import { fileLimits } from '@exchange/contracts';
import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { getReview } from '#lib/api/reviews.ts';
import { addToListing, changeFiles, readGroup, type Changed } from '#lib/files/actions.ts';
import { applyRows, readRef, readWish, wasOf, type FileRef } from '#lib/files/rows.ts';
import { documentViews, pictureViews } from '#lib/files/view.ts';
import { first, readForm, toValues } from '#lib/forms/read.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { commentViews } from '#lib/listings/reviews.ts';
import { nextSection, sectionOf, sections } from '#lib/listings/sections.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const [listing, review] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReview(locals.api, params.id),
  ]);
  const { pictures, documents } = listing;
  const position = sections.findIndex(({ slug }) => slug === 'pictures');
  return {
    id: listing.id,
    listingTitle: listing.title ?? 'No title yet',
    title: sectionOf('pictures').title,
    step: `Section ${position + 1} of ${sections.length}`,
    next: nextSection(listing.id, 'pictures'),
    waits: Boolean(listing.pendingRevision),
    pictures: pictureViews(listing),
    documents: documentViews(listing),
    was: {
      pictures: Object.fromEntries(pictures.map((ref) => [ref.fileId, wasOf('pictures', ref)])),
      documents: Object.fromEntries(documents.map((ref) => [ref.fileId, wasOf('documents', ref)])),
    },
    values: toValues({ pictures, documents }),
    full: {
      pictures: pictures.length >= fileLimits.pictures,
      documents: documents.length >= fileLimits.documents,
    },
    keys: { picture: crypto.randomUUID(), document: crypto.randomUUID() },
    done: url.searchParams.get('done'),
    comments: review.ok
      ? commentViews(review.data).filter(({ path }) => path === 'pictures' || path === 'documents')
      : [],
  };
};

/** The page again, at the row or the form that was used. */
const back = (id: string, done: string, anchor: string): never =>
  redirect(303, `/listings/${id}/edit/pictures?done=${done}#${anchor}`);

const asFailure = (
  { status, problems, values }: Extract<Changed, { ok: false }>,
  form: string,
): ActionFailure<{
  form: string;
  problems: typeof problems;
  values: typeof values;
}> => fail(status, { form, problems, values });

export const actions: Actions = {
  picture: async (event) => {
    const added = await addToListing(event, 'pictures');
    return added.ok ? back(event.params.id, 'picture', `pictures-${added.fileId}`) : asFailure(added, 'picture');
  },
  document: async (event) => {
    const added = await addToListing(event, 'documents');
    return added.ok ? back(event.params.id, 'document', `documents-${added.fileId}`) : asFailure(added, 'document');
  },
  save: async (event) => {
    const posted = readForm(await event.request.formData());
    const group = readGroup(posted);
    const then = first(posted, 'then');
    const wish = readWish(then);
    let taken: { at: number; ref: FileRef } | undefined;
    const changed = await changeFiles(event, group, (now) => {
      const at = now.findIndex(({ fileId }) => fileId === wish?.fileId);
      const ref = now[at];
      if (wish?.kind === 'remove' && ref) taken = { at, ref };
      return applyRows(group, now, posted, wish);
    });
    if (!changed.ok) return asFailure(changed, group);
    if (wish?.kind === 'move') return back(event.params.id, `moved-${wish.to + 1}`, `${group}-${wish.fileId}`);
    if (wish === null)
      return then === 'next'
        ? redirect(303, nextSection(event.params.id, 'pictures'))
        : back(event.params.id, 'saved', group);
    if (!taken) return back(event.params.id, 'saved', group);
    const name = 'altText' in taken.ref ? taken.ref.altText : taken.ref.title;
    return { removed: { group, at: taken.at, ref: JSON.stringify(taken.ref), name } };
  },
  restore: async (event) => {
    const posted = readForm(await event.request.formData());
    const group = readGroup(posted);
    const ref = readRef(first(posted, 'ref'));
    if (!ref) error(400, 'That names no file to put back.');
    const at = Number(first(posted, 'at')) || 0;
    const changed = await changeFiles(event, group, (now) => ({
      refs: now.some(({ fileId }) => fileId === ref.fileId) ? [...now] : [...now.slice(0, at), ref, ...now.slice(at)],
      problems: [],
      values: {},
    }));
    return changed.ok ? back(event.params.id, 'restored', `${group}-${ref.fileId}`) : asFailure(changed, group);
  },
};
