// Who did what to a listing, newest first.
import { need } from '#lib/api/guard.ts';
import { listingHistory } from '#lib/api/listings.ts';
import { listRevisions } from '#lib/api/revisions.ts';
import { moment } from '#lib/format/dates.ts';
import { sentenceList } from '#lib/format/money.ts';
import { actionInWords } from '#lib/format/words.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { partLabel, revisionView } from '#lib/listings/revisions.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

/** What an entry says beyond its action: the reviewers' note, the reason, or which parts changed. */
function detailOf(details: Record<string, unknown>): string | null {
  for (const name of ['note', 'reason']) if (typeof details[name] === 'string') return details[name];
  const { changed } = details;
  if (!Array.isArray(changed)) return null;
  return sentenceList(changed.map((field) => partLabel(String(field))));
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const [listing, history, revisions] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    listingHistory(locals.api, params.id, url.searchParams.get('cursor') ?? undefined),
    listRevisions(locals.api, params.id),
  ]);
  const { items, nextCursor } = need(history, url.pathname);
  return {
    id: listing.id,
    title: listing.title ?? 'No title yet',
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    revisions: need(revisions, url.pathname).items.map(revisionView),
    entries: items.map(({ id, at, action, actor, details }) => ({
      id,
      at: moment(at),
      action: actionInWords(action),
      actor,
      detail: detailOf(details),
    })),
  };
};
