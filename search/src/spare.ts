// An engine with a spare: what is written goes to both, and while the first does not answer, the spare does.
import { SearchTimeoutError } from './errors.ts';
import type { ListingIndex } from './port.ts';
import { examine, watch, type Looks } from './watch.ts';

/**
 * Answers from `first`, and from `spare` while `first` is away; goes back by itself. A search that is merely slow is stopped as
 * ever. Writes go to the spare, then to the first: one that fails there is the caller's to repeat.
 * @param looks how often it is looked whether the first is there and filled
 */
export function withSpare(first: ListingIndex, spare: ListingIndex, looks?: Looks): ListingIndex {
  const state = watch(first, spare, looks);
  const canAnswer = async () => (await examine(first, spare)).state === 'well';
  const ask = async <T>(question: (index: ListingIndex) => Promise<T>): Promise<T> => {
    if (state.isAway()) return question(spare);
    try {
      return await question(first);
    } catch (error) {
      if (error instanceof SearchTimeoutError && (await canAnswer())) throw error;
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
        else if (made.fresh && !(await canAnswer())) state.lose(new Error('Its index is new and empty.'));
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
    count: () => ask((index) => index.count()),
    ping: () => ask((index) => index.ping()),
    close: async () => {
      state.close();
      await Promise.all([first.close(), spare.close()]);
    },
  };
}
