// What waits for review, the longest waiting first, with its age in working days and who is at it.
import { REVIEW_TARGET } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { getListing } from '#lib/api/listings.ts';
import { reviewQueue } from '#lib/api/moderation.ts';
import { ago } from '#lib/format/dates.ts';
import { reviewKinds, waitOf } from '#lib/listings/reviews.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  published: 'Published. Its author is mailed, and so is everyone whose interest it fits.',
  approved: 'Approved. The page says it now, and its author is mailed.',
  changes: 'Sent back. Its author is mailed your note.',
  declined: 'Declined. Its author is mailed the reason.',
  looked: 'Looked at.',
};

/** The last part of an address of a listing, or what was typed when it is none. */
const slugIn = (typed: string) =>
  typed
    .trim()
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(Boolean)
    .at(-1) ?? '';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('listing');
  const found = asked === null ? undefined : await getListing(locals.api, slugIn(asked) || '-');
  if (found?.ok) redirect(303, `/staff/review/${found.data.id}#evidence-review`);
  const { items, nextCursor } = need(
    await reviewQueue(locals.api, url.searchParams.get('cursor') ?? undefined),
    url.pathname,
  );
  return {
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    asked: asked ?? '',
    problems: asked === null ? [] : [{ path: 'listing', message: 'We know no published listing at this address' }],
    isStaff: locals.person?.user.isStaff ?? false,
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    target: REVIEW_TARGET,
    late: items.filter(({ kind, workingDays }) => kind !== 'sample' && workingDays > REVIEW_TARGET).length,
    items: items.map((item) => ({
      key: `${item.id} ${item.kind}`,
      id: item.id,
      kind: reviewKinds[item.kind],
      title: item.title ?? 'No title',
      summary: item.summary ?? '',
      organisation: item.organisation,
      submitted: ago(item.submittedAt),
      wait: waitOf(item.workingDays, REVIEW_TARGET),
      claimedBy: item.claimedBy,
      isDemonstration: item.isDemonstration,
    })),
  };
};
