// The listings most like one, kept for a minute, as the api lets everybody keep them: finding them costs more than the rest of a page.
import type { ListingCard } from '@exchange/contracts';
import type { Api } from '../api/client.ts';
import { similarListings } from '../api/listings.ts';

const KEEP_MS = 60_000;
/** So many listings' are kept; the one kept longest makes room. */
const MOST = 500;

/** Makes a keeper of its own, for the process or for a test. */
export function createSimilar(now: () => number = Date.now) {
  const kept = new Map<string, { at: number; cards: readonly ListingCard[] }>();

  /** Three at most; none when they cannot be had, as the page is whole without them. Of a published listing only. */
  return async function similarTo(api: Api, id: string): Promise<readonly ListingCard[]> {
    const found = kept.get(id);
    if (found !== undefined && now() - found.at < KEEP_MS) return found.cards;
    const result = await similarListings(api, id);
    if (!result.ok) return found?.cards ?? [];
    const cards = result.data.items.slice(0, 3);
    kept.delete(id);
    kept.set(id, { at: now(), cards });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return cards;
  };
}

export const similarTo = createSimilar();
