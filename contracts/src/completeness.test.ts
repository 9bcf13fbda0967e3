// What a listing still needs: each part alone, all at once, and less for an imported catalogue.
import { describe, expect, it } from 'vitest';
import { completenessOf, problemsBeforeSubmit } from './completeness.ts';
import type { ListingContent } from './listings.ts';

const complete: ListingContent = {
  title: 'Talking newspapers',
  summary: 'Volunteers read the local paper aloud.',
  problem: 'People who cannot see miss what goes on.',
  howItWorks: 'Every week a volunteer records the paper.',
  innovationType: 'new_service',
  stage: 'pilot',
  serviceAreas: ['health_social_care'],
  regions: ['TLC'],
  asks: [{ kind: 'peers', topic: 'Training volunteers' }],
};
const pathsOf = (content: ListingContent, options?: { catalogue?: boolean }) =>
  problemsBeforeSubmit(content, options).map(({ path }) => path);

describe('problemsBeforeSubmit', () => {
  it('finds none in a complete listing', () => {
    expect(pathsOf(complete)).toEqual([]);
  });

  it('names all that an empty draft lacks, in the order of the form', () => {
    expect(pathsOf({})).toEqual([
      'title',
      'summary',
      'problem',
      'howItWorks',
      'innovationType',
      'stage',
      'serviceAreas',
      'regions',
      'asks',
    ]);
  });

  it.each(['title', 'summary', 'problem', 'howItWorks', 'innovationType', 'stage'] as const)(
    'counts a missing, null or empty %s as not said',
    (field) => {
      expect(pathsOf({ ...complete, [field]: null })).toEqual([field]);
      const { [field]: _, ...without } = complete;
      expect(pathsOf(without)).toEqual([field]);
      if (field !== 'innovationType' && field !== 'stage')
        expect(pathsOf({ ...complete, [field]: '' })).toEqual([field]);
    },
  );

  it('needs no regions of a national listing', () => {
    expect(pathsOf({ ...complete, regions: [] })).toEqual(['regions']);
    expect(pathsOf({ ...complete, regions: [], national: true })).toEqual([]);
  });

  it.each([
    [{ kind: 'contract' as const, routes: [], regions: [] }, ['asks.0.valueMin', 'asks.0.valueMax']],
    [{ kind: 'investment' as const, instruments: [], amountMin: 0 }, ['asks.0.amountMax']],
    [{ kind: 'research' as const, designs: [] }, ['asks.0.question']],
    [{ kind: 'peers' as const }, ['asks.0.topic']],
  ])('asks for the terms of %j', (ask, paths) => {
    expect(pathsOf({ ...complete, asks: [ask] })).toEqual(paths);
  });

  it('is content with a title and a summary in a catalogue', () => {
    expect(pathsOf({}, { catalogue: true })).toEqual(['title', 'summary']);
    expect(pathsOf({ title: 'A', summary: 'B' }, { catalogue: true })).toEqual([]);
  });
});

describe('completenessOf', () => {
  it('is 0 for nothing, 100 for what can be submitted, and grows with each part', () => {
    expect([completenessOf({}), completenessOf(complete)]).toEqual([0, 100]);
    expect(completenessOf({ ...complete, asks: [{ kind: 'investment', instruments: [] }] })).toBe(88);
    const growing = Object.keys(complete).map((_, count) =>
      completenessOf(Object.fromEntries(Object.entries(complete).slice(0, count + 1))),
    );
    expect(growing).toEqual([...growing].sort((a, b) => a - b));
    expect(new Set(growing).size).toBe(9);
  });
});
