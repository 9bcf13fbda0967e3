// The page that carries the board, made fit for a strict policy. No I/O.

/**
 * Takes out what the policy of the board refuses, so that browsers have nothing to complain of: the fonts of another site, and the styles of
 * the loading sign, which are written into the page.
 */
export function withoutLoaders(html: string): string {
  return html
    .replace(/<link [^>]*href="https?:[^>]*>/g, '')
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/ style="[^"]*"/g, '');
}
