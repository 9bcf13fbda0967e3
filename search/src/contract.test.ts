// The suite that every engine must pass, first part: what is found, counted and in which order.
import { amountBands } from '@exchange/contracts';
import { createTestDatabase } from '@exchange/db/testing';
import { describe, expect, it } from 'vitest';
import { all, enginesAtHand, ids, lowVision, neet, reading, transport, useEngine } from './contract-testing.ts';
import { aDocument } from './fixtures.ts';
import type { ListingDocument } from './index.ts';

describe.each(enginesAtHand(process.env.MEILI_URL, process.env.MEILI_KEY))('$name', (engine) => {
  const { index, search, titles, found, counts } = useEngine(engine, createTestDatabase);

  describe('words', () => {
    it.each([
      ['a word of the title', 'gateshead', lowVision],
      ['a word of the summary', 'magnifiers', lowVision],
      ['a word of the text', 'spectacles', lowVision],
      ['the organisation', 'sight service', lowVision],
      ['capitals', 'SPECTACLES', lowVision],
      ['an accent that was not typed', 'cafe', transport],
      ['an accent too many', 'prisón', reading],
      ['singular for plural', 'magnifier', lowVision],
      ['plural for singular', 'reading plans', reading],
      ['a hyphenated word joined', 'reoffending', reading],
      ['a hyphenated word', 're-offending', reading],
      ['an acronym for its words', 'NEET', neet],
      ['a synonym', 'visually impaired', lowVision],
      ['a letter changed', 'gatesheed', lowVision],
      ['a letter left out', 'magnifers', lowVision],
      ['a letter added', 'prisson', reading],
      ['two letters swapped', 'tiral', transport],
      ['the beginning of the last word', 'low visi', lowVision],
      ['a phrase', '"community transport"', transport],
      ['a phrase in the plural', '"magnifier and trainings for older people"', lowVision],
    ])('finds %s', async (_what, q, document) => {
      expect((await search({ q })).items[0]?.id).toBe(document.id);
    });

    it('does not find a phrase whose words stand apart', async () => {
      expect(await found({ q: '"transport community"' })).toEqual(ids());
    });

    it('leaves out what a minus excludes', async () => {
      expect(await found({ q: 'pilot -prisoners' })).not.toContain(reading.id);
      expect(await found({ q: 'reading -"community transport"' })).toEqual(ids(reading));
    });

    it('does not come back empty for a word that nothing holds', async () => {
      expect((await search({ q: 'magnifiers xylqzwk' })).items[0]?.id).toBe(lowVision.id);
    });

    it('finds nothing when nothing is like it', async () => {
      expect(await search({ q: 'xylqzwkv' })).toMatchObject({ items: [], total: 0, correctedQuery: null });
    });

    it('gives everything when there is nothing to look for', async () => {
      for (const q of ['', '   ', '!?!', '"', '- -']) expect((await search({ q })).total).toBe(4);
    });

    it('puts a find in the title before one in the text', async () => {
      const other = aDocument({ title: 'Something else', body: 'It was seen in Gateshead.' });
      await index().upsert([other]);
      expect(await titles({ q: 'gateshead' })).toEqual([lowVision.title, other.title]);
      await index().remove([other.id]);
    });

    it('takes "in the REGION" at the end for a filter, unless regions are chosen', async () => {
      const page = await search({ q: 'magnifiers in the north east' });
      expect(page).toMatchObject({ total: 1, understood: { region: 'TLC' } });
      expect((await search({ q: 'magnifiers in London' })).total).toBe(0);
      expect((await search({ q: 'magnifiers in London', region: 'TLC' })).total).toBe(1);
    });
  });

  describe('filters', () => {
    it.each<[string, Record<string, unknown>, ListingDocument[]]>([
      ['ask', { ask: 'contract' }, [lowVision, transport]],
      ['any of several asks', { ask: ['investment', 'peers'] }, [reading, transport]],
      ['a first-level service area', { serviceArea: 'health_social_care' }, [lowVision]],
      ['a second-level service area', { serviceArea: 'correctional_services.offender_learning' }, [reading]],
      ['a service area nobody works in', { serviceArea: 'health_social_care.audiology' }, []],
      ['stage', { stage: ['pilot', 'scale'] }, [lowVision, reading, transport]],
      ['innovation type', { innovationType: 'new_service' }, [lowVision]],
      ['region, national among them', { region: 'TLC' }, [lowVision, reading, neet]],
      ['beneficiary', { beneficiary: 'older_people' }, [lowVision, transport]],
      ['evidence from a level', { minEvidence: '2' }, [lowVision, reading]],
      ['evidence from none', { minEvidence: '0' }, all],
      ['an authority that is named', { localAuthority: 'E08000037' }, [lowVision, reading, neet]],
      ['an authority of a region that is named', { localAuthority: 'E08000021' }, [reading, neet]],
      ['a region or an authority', { region: 'TLD', localAuthority: 'E08000037' }, all],
      ['amounts of any ask', { amountMin: '60000', amountMax: '90000' }, [lowVision, reading, transport]],
      ['amounts of one kind', { ask: 'contract', amountMin: '60000', amountMax: '90000' }, [lowVision]],
      ['an open side', { ask: 'research', amountMin: '1000000' }, [reading]],
      ['an amount from', { ask: 'investment', amountMin: '80001' }, []],
      ['verified', { verified: 'true' }, [lowVision]],
      ['organisation by slug', { organisation: lowVision.organisationSlug }, [lowVision]],
      ['organisation by id', { organisation: [neet.organisationId, reading.organisationId] }, [reading, neet]],
      ['all across', { region: 'TLC', stage: 'pilot', minEvidence: '3' }, [reading]],
      ['words and filters', { q: 'people', stage: 'scale' }, [lowVision]],
    ])('%s', async (_what, query, documents) => {
      expect(await found(query)).toEqual(ids(...documents));
      expect((await search(query)).total).toBe(documents.length);
    });

    it('treats what looks like a filter language as text', async () => {
      for (const organisation of [`x' or 1=1 --`, 'a" OR verified = true OR organisation = "b', '\\" OR 1=1', '*'])
        expect((await search({ organisation })).total).toBe(0);
    });
  });

  describe('counts', () => {
    it('counts each value of every facet', async () => {
      expect(await counts('ask')).toEqual({ contract: 2, investment: 1, research: 1, peers: 1 });
      expect(await counts('stage')).toEqual({ prototype: 1, pilot: 2, scale: 1 });
      expect(await counts('innovationType')).toEqual({ new_service: 1 });
      expect(await counts('minEvidence')).toEqual({ 0: 4, 1: 3, 2: 2, 3: 1, 4: 1 });
      expect(await counts('beneficiary')).toMatchObject({ older_people: 2, offenders_and_ex_offenders: 1 });
      expect(await counts('region')).toMatchObject({ TLC: 3, TLD: 2, TLI: 2, TLN: 1 });
      expect(await counts('serviceArea')).toMatchObject({
        health_social_care: 1,
        'health_social_care.low_vision': 1,
        employment_services: 1,
      });
    });

    it('counts authorities with what covers their region, verified organisations, and organisations by name', async () => {
      expect(await counts('localAuthority')).toEqual({ E08000037: 3 });
      expect(await counts('localAuthority', { localAuthority: 'E08000021' })).toEqual({ E08000037: 3, E08000021: 2 });
      expect(await counts('localAuthority', { region: 'TLD', stage: 'pilot' })).toEqual({});
      expect(await counts('verified', { verified: 'true' })).toEqual({ true: 1 });
      const { organisation } = (await search({ organisation: neet.organisationSlug })).facets;
      expect(organisation).toHaveLength(4);
      expect(organisation).toContainEqual({
        value: lowVision.organisationSlug,
        count: 1,
        label: lowVision.organisationName,
      });
    });

    it('counts bands of amounts by the kinds of ask that are chosen, each as its two sides would find', async () => {
      const bands = { 'to-10000': 2, '10000-50000': 3, '50000-250000': 3, '250000-1000000': 2, 'from-1000000': 2 };
      expect(await counts('amount')).toEqual(bands);
      expect(await counts('amount', { ask: 'contract' })).toEqual({
        '10000-50000': 1,
        '50000-250000': 1,
        '250000-1000000': 1,
      });
      expect(await counts('amount', { amountMax: '10000' })).toEqual(bands);
      const chosen = { q: 'people or prisoners or a bus', ask: ['contract', 'research'], amountMin: '300000' };
      for (const { value, min, max } of amountBands) {
        const { total } = await search({ ...chosen, amountMin: min ?? '', amountMax: max ?? '' });
        expect([value, (await counts('amount', chosen))[value] ?? 0]).toEqual([value, total]);
      }
    });

    it('counts a facet without its own filter, the others with it', async () => {
      expect(await counts('stage', { stage: 'pilot' })).toEqual({ prototype: 1, pilot: 2, scale: 1 });
      expect(await counts('ask', { stage: 'pilot' })).toEqual({ contract: 1, investment: 1, research: 1, peers: 1 });
      expect(await counts('minEvidence', { minEvidence: '2' })).toEqual({ 0: 4, 1: 3, 2: 2, 3: 1, 4: 1 });
    });

    it('counts what choosing the value would give, amounts and words among it', async () => {
      const chosen = { q: 'people or prisoners or a bus', amountMin: '60000', amountMax: '90000', region: 'TLC' };
      for (const [value, count] of Object.entries(await counts('ask', chosen)))
        expect([value, (await search({ ...chosen, ask: value })).total]).toEqual([value, count]);
      for (const [value, count] of Object.entries(await counts('region', chosen)))
        expect([value, (await search({ ...chosen, region: value })).total]).toEqual([value, count]);
    });

    it('has the facets even when nothing is found', async () => {
      const { facets, total } = await search({ q: 'xylqzwkv' });
      expect(total).toBe(0);
      expect(Object.values(facets).flat()).toEqual([]);
    });
  });

  describe('order and pages', () => {
    it('sorts by date, evidence and amount', async () => {
      const names = (documents: ListingDocument[]) => documents.map(({ title }) => title);
      expect(await titles({ sort: 'newest' })).toEqual(names([neet, transport, reading, lowVision]));
      expect(await titles({ sort: 'evidence' })).toEqual(names([reading, lowVision, neet, transport]));
      expect(await titles({ sort: 'amount' })).toEqual(names([transport, lowVision, reading, neet]));
      expect(await titles({})).toEqual(names([neet, transport, reading, lowVision]));
    });

    it('gives every result once over the pages, and none beyond them', async () => {
      for (const query of [{}, { sort: 'evidence' }, { q: 'people' }]) {
        const { total } = await search(query);
        const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => titles({ ...query, page, limit: 1 })));
        expect(new Set(pages.flat()).size).toBe(total);
        expect(await search({ ...query, page: 900, limit: 100 })).toMatchObject({
          items: [],
          total,
          page: 900,
          limit: 100,
        });
      }
    });
  });
});
