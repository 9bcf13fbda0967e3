// Names for URLs, made from titles and names.

/** Paths that stand beside a slug, so no listing may be called so. */
const reserved = new Set(['compare', 'relaxed', 'suggest', 'new', 'similar', 'edit', 'mine', 'import']);

/**
 * Lower-case letters, digits and hyphens, at most 80 characters, cut between words; accents are dropped.
 * @param fallback taken when nothing is left, or when the name is one the exchange needs itself
 */
export function toSlug(name: string, fallback: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/['’]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const short =
    words.length <= 80
      ? words
      : words
          .slice(0, 81)
          .replace(/-[^-]*$/, '')
          .slice(0, 80);
  // A slug that looks like an id would be read as one.
  if (short === '' || reserved.has(short) || /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(short)) return fallback;
  return short;
}
