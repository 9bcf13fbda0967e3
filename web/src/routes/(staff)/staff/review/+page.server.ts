// Listings that wait for review, the longest waiting first.
import { need } from '#lib/api/guard.ts';
import { reviewQueue } from '#lib/api/moderation.ts';
import { ago } from '#lib/format/dates.ts';
import type { PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  published: 'Published. Its author is mailed, and so is everyone whose interest it fits.',
  changes: 'Sent back. Its author is mailed your note.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const { items, nextCursor } = need(
    await reviewQueue(locals.api, url.searchParams.get('cursor') ?? undefined),
    url.pathname,
  );
  return {
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    items: items.map((item) => ({
      id: item.id,
      title: item.title ?? 'No title',
      summary: item.summary ?? '',
      organisation: item.organisation,
      submitted: ago(item.submittedAt),
      isDemonstration: item.isDemonstration,
    })),
  };
};
