// Who did what to a listing, newest first.
import { need } from '#lib/api/guard.ts';
import { listingHistory } from '#lib/api/listings.ts';
import { moment } from '#lib/format/dates.ts';
import { actionInWords } from '#lib/format/words.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { listingLabels } from '#lib/listings/labels.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

const labels: Readonly<Record<string, string>> = listingLabels;

/** What an entry says beyond its action: the reviewers' note, the reason, or which parts changed. */
function detailOf(details: Record<string, unknown>): string | null {
  for (const name of ['note', 'reason']) if (typeof details[name] === 'string') return details[name];
  const { changed } = details;
  if (!Array.isArray(changed)) return null;
  return changed.map((field) => (labels[String(field)] ?? String(field)).toLowerCase()).join(', ');
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const [listing, history] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    listingHistory(locals.api, params.id, url.searchParams.get('cursor') ?? undefined),
  ]);
  const { items, nextCursor } = need(history, url.pathname);
  return {
    id: listing.id,
    title: listing.title ?? 'No title yet',
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    entries: items.map(({ id, at, action, actor, details }) => ({
      id,
      at: moment(at),
      action: actionInWords(action),
      actor,
      detail: detailOf(details),
    })),
  };
};
