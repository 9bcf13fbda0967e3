// Counts as a page gives them.
import { expect, it } from 'vitest';
import { toFacets } from './facets.ts';

it('counts an organisation once while only some of its listings have its new name', () => {
  const counts = new Map([
    ['gateshead-sight 0191 Gateshead Sight', 2],
    ['leeds-walks 0113 Leeds Walks', 3],
    ['gateshead-sight 0191 Sight North', 5],
  ]);
  const { organisation } = toFacets((facet) => (facet === 'organisation' ? counts : new Map()), {
    localAuthority: [],
    organisation: [],
  });
  expect(organisation).toEqual([
    { value: 'gateshead-sight', count: 7, label: 'Sight North' },
    { value: 'leeds-walks', count: 3, label: 'Leeds Walks' },
  ]);
});
