// Heals the index by itself: what an engine lost, or missed while it was away, is mended as soon as it is seen.
import type { ListingIndex } from '@exchange/search';
import type { Logger } from 'pino';

interface Care {
  /** Asks for the index to be verified, by one of the workers and once: see `verifyIndex`. */
  verify: () => Promise<void>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Told when that could not be asked for; it is asked for again within a minute or so, while there is need. */
  onError: (error: unknown) => void;
}

/** Has the index verified when its engine is back, and when it is found without its listings; both are logged. */
export function tendIndex(index: ListingIndex, { verify, log, onError }: Care): void {
  index.onChange?.(({ away, isEmpty, reason }) => {
    if (isEmpty)
      verify().then(
        () => log.warn({ err: reason }, 'the search engine has lost its index, and is being filled'),
        onError,
      );
    else if (away)
      log.warn({ err: reason }, 'the search engine is away: what is written goes to the spare, and is tried again');
    // What was written while it was away is missing from it.
    else verify().then(() => log.info('the search engine is back, and is being verified'), onError);
  });
}
