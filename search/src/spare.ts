// An engine with a spare: what is written goes to both, and while the first does not answer, the spare does.
import { setTimeout as after } from 'node:timers/promises';
import { ListingQuery, type ListingPage } from '@exchange/contracts';
import { SearchTimeoutError } from './errors.ts';
import type { ListingIndex } from './port.ts';

/** How long until the first is asked whether it is back, in milliseconds. */
const LOOK_AGAIN = 1000;
/** How long a start waits for the first to be made ready, in milliseconds; it is made ready behind the spare otherwise. */
const SLOWEST_START = 5000;

const everything = ListingQuery.parse({ limit: 1 });

type Listener = Parameters<NonNullable<ListingIndex['onChange']>>[0];

/** The share of the spare's listings that the first must have: one that was lost, or is new, is filled before it answers. */
const FILLED = 0.9;

/** Whether the first can answer: it is there, and filled. */
async function canAnswer(first: ListingIndex, spare: ListingIndex): Promise<boolean> {
  try {
    await first.ping();
    const has = async (index: ListingIndex): Promise<ListingPage['total']> => (await index.search(everything)).total;
    return (await has(first)) >= FILLED * (await has(spare));
  } catch {
    return false;
  }
}

/** Knows whether the first is away, and looks every second whether it is back. */
function watch(first: ListingIndex, spare: ListingIndex) {
  const listeners: Listener[] = [];
  let away = false;
  let lost: unknown;
  let isPreparing = false;
  let timer: NodeJS.Timeout | undefined;
  const tell: Listener = (change) => {
    for (const listener of listeners) listener(change);
  };
  const look = async () => {
    const isBack = !isPreparing && (await canAnswer(first, spare));
    if (timer === undefined) return;
    timer = undefined;
    if (!isBack) lookLater();
    else {
      away = false;
      tell({ away });
    }
  };
  const lookLater = () => {
    timer = setTimeout(() => void look(), LOOK_AGAIN);
    timer.unref();
  };
  return {
    isAway: () => away,
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
      }
    },
    lose: (reason: unknown) => {
      if (away) return;
      [away, lost] = [true, reason];
      lookLater();
      tell({ away, reason });
    },
    /** Who comes late hears of what is so already. */
    onChange: (listener: Listener) => {
      listeners.push(listener);
      if (away) listener({ away, reason: lost });
    },
    close: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/**
 * Answers from `first`, and from `spare` while `first` is away; goes back by itself. A search that is merely slow is stopped as
 * ever. Writes go to the spare, then to the first: one that fails there is the caller's to repeat.
 */
export function withSpare(first: ListingIndex, spare: ListingIndex): ListingIndex {
  const state = watch(first, spare);
  const ask = async <T>(question: (index: ListingIndex) => Promise<T>): Promise<T> => {
    if (state.isAway()) return question(spare);
    try {
      return await question(first);
    } catch (error) {
      if (error instanceof SearchTimeoutError && (await canAnswer(first, spare))) throw error;
      state.lose(error);
      return question(spare);
    }
  };
  const both = async (write: (index: ListingIndex) => Promise<unknown>): Promise<void> => {
    await write(spare);
    try {
      await write(first);
    } catch (error) {
      state.lose(error);
      throw error;
    }
  };
  return {
    get engine() {
      return state.isAway() ? spare.engine : first.engine;
    },
    engines: [first, spare],
    onChange: state.onChange,
    sync: async () => {
      const { fresh } = await spare.sync();
      try {
        const made = await state.preparing(first.sync());
        if (made === undefined) state.lose(new Error('It is busy: its settings are not ready yet.'));
        else if (made.fresh && !(await canAnswer(first, spare))) state.lose(new Error('Its index is new and empty.'));
        return { fresh: fresh || (made?.fresh ?? false) };
      } catch (error) {
        state.lose(error);
        return { fresh };
      }
    },
    upsert: (documents) => both((index) => index.upsert(documents)),
    remove: (ids) => both((index) => index.remove(ids)),
    setSynonyms: (pairs) => both((index) => index.setSynonyms(pairs)),
    rebuild: (documents) => both((index) => index.rebuild(documents)),
    search: (query) => ask((index) => index.search(query)),
    suggest: (typed) => ask((index) => index.suggest(typed)),
    similar: (id, limit) => ask((index) => index.similar(id, limit)),
    get: (ids) => ask((index) => index.get(ids)),
    all: () => (state.isAway() ? spare : first).all(),
    ping: () => ask((index) => index.ping()),
    close: async () => {
      state.close();
      await Promise.all([first.close(), spare.close()]);
    },
  };
}
