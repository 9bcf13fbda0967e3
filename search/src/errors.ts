// The errors of searching that callers tell apart.

/** The search took longer than 2 s and was stopped. */
export class SearchTimeoutError extends Error {
  constructor(options?: ErrorOptions) {
    super('The search took too long and was stopped: try fewer words or more filters.', options);
    this.name = 'SearchTimeoutError';
  }
}
