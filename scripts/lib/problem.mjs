// A failure that a person can do something about: its message is one sentence that says what.

export class Problem extends Error {}

/**
 * Prints why it cannot go on, one sentence where we know it and the whole error where we do not, and ends with code 1.
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  console.error(error instanceof Problem ? `\n${error.message}` : error);
  process.exit(1);
}
