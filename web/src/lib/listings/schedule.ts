// The hour at which a listing becomes public, between London's clock, which people mean, and the api's instants.
import type { Listing, ListingState } from '@exchange/contracts';
import { moment } from '../format/dates.ts';

const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** What a London clock shows at an instant, as a field of day and time takes it: "2027-03-28T09:30". */
export const toLondon = (instant: string): string => wall.format(new Date(instant)).replace(' ', 'T');

/**
 * The instant at which a London clock shows `typed`. An hour that is left out in spring is taken for the one after it, an hour
 * that comes twice in autumn for the first. Undefined when it is no day and time.
 */
export function fromLondon(typed: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed)) return undefined;
  const asUtc = Date.parse(`${typed.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // London is at UTC or one hour ahead of it; the earlier instant comes first.
  const fits = [asUtc - 3_600_000, asUtc].find(
    (instant) => toLondon(new Date(instant).toISOString()) === typed.slice(0, 16),
  );
  return new Date(fits ?? asUtc).toISOString();
}

const states: readonly ListingState[] = ['draft', 'changes_requested', 'in_review', 'paused'];

/** The time chosen, for the form and in words; null when there is nothing to choose any more. */
export function scheduleView({ state, publishAt, publishedAt }: Listing) {
  if (!states.includes(state) || publishedAt !== null) return null;
  return { value: publishAt ? toLondon(publishAt) : '', words: publishAt ? moment(publishAt) : null };
}
