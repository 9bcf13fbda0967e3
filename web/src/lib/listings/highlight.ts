// Turns the api's highlighted HTML back into plain pieces, so that a page never has to trust HTML it did not make.

export interface Piece {
  text: string;
  found: boolean;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&#039;': "'",
};

/**
 * Reads escaped text with `<mark>` around what was found; any other tag stays as the characters it is made of.
 * @param plain given as one piece when there is no HTML
 */
export function pieces(html: string, plain = ''): Piece[] {
  if (html === '') return plain === '' ? [] : [{ text: plain, found: false }];
  return html
    .split(/(<mark>[\s\S]*?<\/mark>)/)
    .filter((part) => part !== '')
    .map((part) => {
      const found = part.startsWith('<mark>') && part.endsWith('</mark>');
      const inner = found ? part.slice('<mark>'.length, -'</mark>'.length) : part;
      return { text: inner.replace(/&(?:amp|lt|gt|quot|#0?39|#x27);/g, (entity) => entities[entity] ?? entity), found };
    });
}
