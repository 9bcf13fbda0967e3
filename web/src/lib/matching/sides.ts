// The two sides of matching, as the tabs of their pages.

/** @param current the path of the page that is open */
export const matchSides = (current: '/matches' | '/matches/fits') => [
  { label: 'For our interests', href: '/matches', current: current === '/matches' },
  { label: 'Who our listings fit', href: '/matches/fits', current: current === '/matches/fits' },
];
