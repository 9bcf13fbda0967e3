// The suite that every engine must pass, third part: filters read out of the words, words as they are, and asking for less.
import { ListingQuery } from '@exchange/contracts';
import { createTestDatabase } from '@exchange/db/testing';
import { describe, expect, it } from 'vitest';
import { all, batches, enginesAtHand, ids, lowVision, reading, transport, useEngine } from './contract-testing.ts';
import { aDocument } from './fixtures.ts';
import { nearResults, relax } from './index.ts';

describe.each(enginesAtHand(process.env.MEILI_URL, process.env.MEILI_KEY))('$name', (engine) => {
  const { index, search, found } = useEngine(engine, createTestDatabase);
  const near = async (query: Record<string, unknown>) =>
    relax((asked) => index().search(asked), ListingQuery.parse(query));

  describe('filters in words', () => {
    it('narrow to an authority, a stage and an ask, and say so', async () => {
      expect(await search({ q: 'magnifiers in Gateshead' })).toMatchObject({
        total: 1,
        understood: { words: 'magnifiers', localAuthority: 'E08000037' },
      });
      expect(await search({ q: 'magnifiers in NE8' })).toMatchObject({ total: 1, understood: { region: 'TLC' } });
      expect((await search({ q: 'magnifiers in Newcastle upon Tyne' })).total).toBe(0);
      expect(await found({ q: 'pilot' })).toEqual(ids(reading, transport));
      expect(await found({ q: 'seeking investment' })).toEqual(ids(reading));
      expect(await found({ q: 'drivers pilots, seeking a contract' })).toEqual(ids(transport));
      expect(await found({ q: 'London' })).toEqual(ids(...all.filter(({ regions }) => regions.includes('TLI'))));
    });

    it('are words where that is asked for, or something else is meant', async () => {
      const training = aDocument({
        title: 'Pilot training for veterans',
        summary: 'In Reading and Bath.',
        stage: 'scale',
      });
      await index().upsert([training]);
      expect(await found({ q: 'pilot', asWords: 'stage' })).toEqual(ids(training));
      expect(await found({ q: 'pilot training' })).toEqual(ids(training));
      expect(await found({ q: 'pilot', exact: 'true' })).toEqual(ids(training));
      expect((await search({ q: 'bath' })).items[0]?.id).toBe(training.id);
      await index().remove([training.id]);
    });

    it('keep what was typed around a correction', async () => {
      const { correctedQuery, understood } = await search({ q: 'pilots for prissoners in London' });
      expect(understood).toMatchObject({ stage: 'pilot', region: 'TLI' });
      expect(correctedQuery).toBe('pilots for prisoners in London');
    });
  });

  describe('all the words', () => {
    it('must be held where that is asked for; what holds some is near', async () => {
      expect(await found({ q: 'magnifiers lamps', words: 'all' })).toEqual(ids(lowVision));
      expect(await found({ q: 'magnifiers drivers', words: 'all' })).toEqual(ids());
      expect(await found({ q: 'magnifiers xylqzwk', words: 'all' })).toEqual(ids());
      expect(await found({ q: 'magnifers', words: 'all' })).toEqual(ids(lowVision));
      const near = async (q: string) => {
        const query = ListingQuery.parse({ q, words: 'all' });
        const results = await nearResults((asked) => index().search(asked), query, await index().search(query));
        return results && { total: results.total, ids: new Set(results.items.map(({ id }) => id)) };
      };
      expect(await near('magnifiers xylqzwk')).toEqual({ total: 1, ids: ids(lowVision) });
      expect(await near('magnifiers')).toBeUndefined();
    });
  });

  describe('words as they are', () => {
    it('are not taken for slips, beginnings or synonyms', async () => {
      for (const q of ['gatesheed', 'magnif', 'visually impaired'])
        expect([q, (await search({ q, exact: 'true' })).total]).toEqual([q, 0]);
      expect(await search({ q: 'gateshead', exact: 'true' })).toMatchObject({ total: 1, correctedQuery: null });
      expect((await search({ q: 'magnifiers in London', exact: 'true' })).total).toBeGreaterThan(0);
    });
  });

  describe('synonyms that staff add', () => {
    it('leave acronyms alone', async () => {
      const need = aDocument({ title: 'In need' });
      await index().upsert([need]);
      expect(await found({ q: 'NEET' })).not.toContain(need.id);
      await index().remove([need.id]);
    });

    it('are heeded at once, one way or both, and stay through a rebuild', async () => {
      const pair = { from: 'cruises', to: 'magnifiers', bothWays: false };
      expect((await search({ q: 'cruises' })).total).toBe(0);
      await index().setSynonyms([pair]);
      expect((await search({ q: 'cruises' })).items[0]?.id).toBe(lowVision.id);
      const boat = aDocument({ title: 'Holiday cruises' });
      await index().rebuild(() => batches(...all, boat));
      expect(await found({ q: 'cruises' })).toEqual(ids(lowVision, boat));
      expect(await found({ q: 'magnifiers' })).toEqual(ids(lowVision));
      await index().setSynonyms([{ ...pair, bothWays: true }]);
      expect(await found({ q: 'magnifiers' })).toEqual(ids(lowVision, boat));
      expect((await search({ q: 'NEET' })).total).toBeGreaterThan(0);
      await index().sync();
      expect(await found({ q: 'magnifiers' })).toEqual(ids(lowVision, boat));
      await index().setSynonyms([]);
      expect(await found({ q: 'magnifiers' })).toEqual(ids(lowVision));
      await index().remove([boat.id]);
    });

    it('may be phrases with everyday words in them', async () => {
      await index().setSynonyms([{ from: 'help to see', to: 'magnifiers', bothWays: true }]);
      expect((await search({ q: 'help to see' })).items[0]?.id).toBe(lowVision.id);
      await index().setSynonyms([]);
    });
  });

  describe('asking for less', () => {
    it('takes filters off one by one, and gives what the nearest finds', async () => {
      const relaxed = await near({ q: 'gateshead', stage: 'pilot', verified: 'true' });
      expect(relaxed.searches).toContainEqual(
        expect.objectContaining({ without: ['stage'], q: 'gateshead', total: 1 }),
      );
      expect(relaxed.items.map(({ id }) => id)).toEqual([lowVision.id]);
    });

    it('leaves words and phrases out one by one, what was read of them as a whole', async () => {
      const place = await near({ q: 'magnifiers in London' });
      expect(place.searches).toEqual([{ q: 'magnifiers', leftOut: ['in London'], without: [], asWords: [], total: 1 }]);
      const phrase = await near({ q: 'magnifiers "transport community"' });
      expect(phrase.searches.map(({ q, leftOut }) => [q, leftOut])).toEqual(
        expect.arrayContaining([
          ['magnifiers', ['"transport community"']],
          ['magnifiers transport community', ['"']],
        ]),
      );
    });

    it('takes a stage for a word again', async () => {
      const other = aDocument({ title: 'Glider pilots remember', stage: 'scale' });
      await index().upsert([other]);
      const relaxed = await near({ q: 'remember pilots' });
      expect(relaxed.searches[0]).toMatchObject({ asWords: ['stage'], q: 'remember pilots' });
      expect(relaxed.items[0]?.id).toBe(other.id);
      await index().remove([other.id]);
    });

    it('takes all filters off when no one of them is in the way alone, and finds nothing for nonsense', async () => {
      const relaxed = await near({ q: 'gateshead', stage: 'pilot', region: 'TLI', minEvidence: '5' });
      expect(relaxed.searches).toEqual([
        expect.objectContaining({ without: ['minEvidence', 'stage', 'place'], total: 1 }),
      ]);
      expect(await near({ q: 'xylqzwkv' })).toEqual({ searches: [], items: [] });
      expect(await near({ q: '' })).toEqual({ searches: [], items: [] });
    });
  });
});
