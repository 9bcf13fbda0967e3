// Kept mail: which parts of a text are links.
import { describe, expect, it } from 'vitest';
import { linkParts } from './message.ts';

describe('linkParts', () => {
  it('finds addresses and leaves the full stop after them', () => {
    expect(linkParts('See http://localhost:3000/matches/1?a=b. Or (https://x.example/y)')).toEqual([
      { text: 'See ', href: null },
      { text: 'http://localhost:3000/matches/1?a=b', href: 'http://localhost:3000/matches/1?a=b' },
      { text: '. Or (', href: null },
      { text: 'https://x.example/y', href: 'https://x.example/y' },
      { text: ')', href: null },
    ]);
  });

  it('makes no link of anything but http', () => {
    expect(linkParts('javascript:alert(1) data:text/html,x').every(({ href }) => href === null)).toBe(true);
  });
});
