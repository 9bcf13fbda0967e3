// Watches the engine that should answer: whether it is there, and whether it holds what the spare does.
import { setTimeout as after } from 'node:timers/promises';
import type { EngineChange, ListingIndex } from './port.ts';

/** In milliseconds: how often an engine that answers is looked at, and how soon again one that is away or in doubt. */
export interface Looks {
  well: number;
  unwell: number;
}
const LOOKS: Looks = { well: 15_000, unwell: 1000 };
/** How long until somebody is asked once more to fill an engine that is empty, in milliseconds. */
const ASK_AGAIN = 60_000;
/** How long a start waits for the first to be made ready, in milliseconds; it is made ready behind the spare otherwise. */
const SLOWEST_START = 5000;

/** The share of the spare's listings that the first must have: one that was lost, or is new, is filled before it answers. */
const FILLED = 0.9;

type Listener = (change: EngineChange) => void;
type Found = { state: 'well' } | { state: 'empty' | 'away'; reason: unknown };

/** Whether the first can answer: it is there, and filled. */
export async function examine(first: ListingIndex, spare: ListingIndex): Promise<Found> {
  try {
    await first.ping();
    const [has, wanted] = await Promise.all([first.count(), spare.count()]);
    if (has >= FILLED * wanted) return { state: 'well' };
    const reason = new Error(`Of ${String(wanted)} listings it has ${String(has)}, or its index is not one of ours.`);
    return { state: 'empty', reason };
  } catch (reason) {
    return { state: 'away', reason };
  }
}

/** Whom to tell, and what those who come late must hear. */
function announcer() {
  const listeners: Listener[] = [];
  let latest: EngineChange = { away: false };
  return {
    isAway: () => latest.away,
    tell: (change: EngineChange) => {
      latest = change;
      for (const listener of listeners) listener(change);
    },
    onChange: (listener: Listener) => {
      listeners.push(listener);
      if (latest.away) listener(latest);
    },
  };
}

/** Knows whether the first is away or empty, and looks again and again whether that is still so. */
export function watch(first: ListingIndex, spare: ListingIndex, looks = LOOKS) {
  const { isAway, tell, onChange } = announcer();
  let isPreparing = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  /** An engine that answers is found empty twice before that counts: a listing may be on its way to it. */
  let isDoubted = false;
  let askedAt = -Infinity;
  let losses = 0;
  const lookIn = (ms: number) => {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => void look(), ms);
    timer.unref();
  };
  const judge = (found: Found) => {
    if (found.state === 'well') {
      [isDoubted, askedAt] = [false, -Infinity];
      if (isAway()) tell({ away: false });
    } else if (found.state === 'away') {
      if (!isAway()) tell({ away: true, reason: found.reason });
    } else if (!isAway() && !isDoubted) isDoubted = true;
    else if (performance.now() - askedAt >= ASK_AGAIN) {
      askedAt = performance.now();
      tell({ away: true, isEmpty: true, reason: found.reason });
    }
  };
  const look = async () => {
    const before = losses;
    const found = isPreparing ? undefined : await examine(first, spare);
    // What was seen of it before it was lost does not say that it is back.
    if (found && losses === before) judge(found);
    lookIn(isAway() || isDoubted ? looks.unwell : looks.well);
  };
  return {
    isAway,
    onChange,
    /** Waits for the first to be made ready, but not long: undefined when it takes longer, and until then it is not back. */
    preparing: async <T>(work: Promise<T>): Promise<T | undefined> => {
      isPreparing = true;
      const ended = work.finally(() => (isPreparing = false));
      // A failure after the wait is seen by the search that comes to the first next.
      ended.catch(() => undefined);
      const limit = new AbortController();
      try {
        return await Promise.race([ended, after(SLOWEST_START, undefined, { ref: false, signal: limit.signal })]);
      } finally {
        limit.abort();
        lookIn(looks.well);
      }
    },
    lose: (reason: unknown) => {
      losses += 1;
      if (isAway()) return;
      tell({ away: true, reason });
      lookIn(looks.unwell);
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
