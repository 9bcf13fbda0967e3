// Pictures and documents of a listing: adding them, their texts, their order, and taking them out.
import { fileLimits } from '@exchange/contracts';
import { error, fail, redirect } from '@sveltejs/kit';
import { getReview } from '#lib/api/reviews.ts';
import { saveFiles, unfinished, type Saved } from '#lib/files/actions.ts';
import { readFilesForm } from '#lib/files/read.ts';
import { readWish, wasOf, type Wish } from '#lib/files/rows.ts';
import { documentViews, pictureViews } from '#lib/files/view.ts';
import { first, toValues } from '#lib/forms/read.ts';
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

/** The page again, at the row or the part that was used. */
const back = (id: string, done: string, anchor: string): never =>
  redirect(303, `/listings/${id}/edit/pictures?done=${done}#${anchor}`);

/** What is said of it, and where on the page it is. */
function outcomeOf({ added }: Saved, wish: Wish): [done: string, anchor: string] {
  if (added) return [added.group === 'pictures' ? 'picture' : 'document', `row-${added.fileId}`];
  if (wish?.kind === 'move') return [`moved-${String(wish.to + 1)}`, `row-${wish.fileId}`];
  if (wish?.kind === 'restore') return ['restored', `row-${wish.ref.fileId}`];
  return ['saved', 'pictures-title'];
}

export const actions: Actions = {
  save: async (event) => {
    requirePerson(event);
    const form = await readFilesForm(event.request).catch(() =>
      error(400, 'This form broke off on its way. Send it again.'),
    );
    const wish = readWish(form.values);
    const saved = await saveFiles(event, form, wish);
    const { status, problems, values, taken } = saved;
    if (problems.length > 0) return fail(status, { problems, values });
    if (first(form.values, 'then') === 'next') {
      const open = unfinished(values);
      if (open.length > 0) return fail(422, { problems: open, values });
      redirect(303, nextSection(event.params.id, 'pictures'));
    }
    if (taken) {
      const { group, at, ref } = taken;
      const name = 'altText' in ref ? ref.altText : ref.title;
      return { removed: { group, at, ref: JSON.stringify(ref), name }, values };
    }
    const [done, anchor] = outcomeOf(saved, wish);
    // What was typed of a file that is not chosen yet comes along, and an address cannot carry it.
    return Object.keys(values).length > 0 ? { done, values } : back(event.params.id, done, anchor);
  },
};
