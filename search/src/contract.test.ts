// The suite that every engine must pass: PostgreSQL always, Meilisearch when MEILI_URL is set.
import { ListingPage, ListingQuery } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDocument } from './fixtures.ts';
import { createListingIndex, type ListingDocument, type ListingIndex } from './index.ts';

const lowVision = aDocument({
  title: 'Gateshead low vision service',
  summary: 'Magnifiers and training for older people, in one visit.',
  organisationName: 'Sight Service',
  body: 'People waited months. Rehabilitation workers now visit them at home with spectacles and lamps.',
  asks: [{ kind: 'contract', min: 50_000, max: 200_000 }],
  serviceAreas: ['health_social_care', 'health_social_care.low_vision'],
  stage: 'scale',
  innovationType: 'new_service',
  regions: ['TLC'],
  localAuthorities: ['E08000037'],
  wholeRegions: [],
  beneficiaries: ['older_people', 'people_with_sight_loss'],
  evidenceLevel: 2,
  verified: true,
});
const reading = aDocument({
  title: 'Prison reading plan',
  summary: 'Prisoners teach prisoners to read, which cuts re-offending.',
  asks: [
    { kind: 'investment', min: 20_000, max: 80_000 },
    { kind: 'research', min: 10_000, max: null },
  ],
  serviceAreas: ['correctional_services', 'correctional_services.offender_learning'],
  stage: 'pilot',
  national: true,
  beneficiaries: ['offenders_and_ex_offenders'],
  evidenceLevel: 4,
});
const transport = aDocument({
  title: 'Lifts for everybody <script>alert("x")</script>',
  summary: 'Community transport & a phone line in Cumbria; drivers are café regulars.',
  body: 'A <b>bus</b> that comes when it is called. '.repeat(20) + 'Its trial in the valleys was a success.',
  asks: [{ kind: 'contract', min: 400_000, max: 900_000 }, { kind: 'peers' }],
  serviceAreas: ['other_local_services', 'other_local_services.community_transport'],
  stage: 'pilot',
  regions: ['TLD'],
  beneficiaries: ['older_people', 'people_in_rural_areas'],
  evidenceLevel: 0,
});
const neet = aDocument({
  title: 'First step',
  summary: 'For young adults not in education, employment or training.',
  body: 'A mentor for each of them, and work that is paid.',
  serviceAreas: ['employment_services'],
  stage: 'prototype',
  regions: ['TLC', 'TLI'],
  evidenceLevel: 1,
});
const all = [lowVision, reading, transport, neet];

const engines: { name: string; open: (databaseUrl: string) => ListingIndex }[] = [
  { name: 'postgres', open: (databaseUrl) => createListingIndex({ databaseUrl }) },
  ...(process.env.MEILI_URL
    ? [
        {
          name: 'meilisearch',
          open: (databaseUrl: string) =>
            createListingIndex({ databaseUrl, meiliUrl: process.env.MEILI_URL, meiliKey: process.env.MEILI_KEY }),
        },
      ]
    : []),
];

describe.each(engines)('$name', ({ name, open }) => {
  let database: TestDatabase;
  let index: ListingIndex;

  async function* batches(...documents: ListingDocument[]) {
    for (const document of documents) yield Promise.resolve([document]);
  }
  const search = async (query: Record<string, unknown>): Promise<ListingPage> =>
    ListingPage.parse(await index.search(ListingQuery.parse(query)));
  const titles = async (query: Record<string, unknown>) => (await search(query)).items.map(({ title }) => title);
  const found = async (query: Record<string, unknown>) => new Set((await search(query)).items.map(({ id }) => id));
  const ids = (...documents: ListingDocument[]) => new Set(documents.map(({ id }) => id));
  const counts = async (facet: keyof ListingPage['facets'], query: Record<string, unknown> = {}) =>
    Object.fromEntries((await search(query)).facets[facet].map(({ value, count }) => [value, count]));

  beforeAll(async () => {
    database = await createTestDatabase();
    index = open(database.url);
    await index.sync();
    await index.rebuild(batches(...all));
  });
  afterAll(async () => {
    await index.close();
    await database.drop();
  });

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
      await index.upsert([other]);
      expect(await titles({ q: 'gateshead' })).toEqual([lowVision.title, other.title]);
      await index.remove([other.id]);
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

  describe('highlights', () => {
    it('marks what was found, in the parts where it was found, escaped', async () => {
      const [hit] = (await search({ q: 'lifts transport' })).items;
      expect(hit?.highlights.title).toBe(
        '<mark>Lifts</mark> for everybody &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;',
      );
      expect(hit?.highlights.summary).toContain('Community <mark>transport</mark> &amp; a phone line');
      expect(hit?.highlights.body).toBeUndefined();
    });

    it('cuts the text to a fragment around the words', async () => {
      const [hit] = (await search({ q: 'valleys' })).items;
      const text = hit?.highlights.body?.replaceAll(/<[^>]*>/g, '') ?? '';
      expect(hit?.highlights).not.toHaveProperty('title');
      expect(hit?.highlights.body).toContain('<mark>valleys</mark>');
      expect(text.replaceAll(/&[a-z]+;/g, 'x').length).toBeLessThanOrEqual(240);
      expect(hit?.highlights.body).not.toContain('<b>');
    });

    it('marks nothing when nothing was typed', async () => {
      expect((await search({})).items.map(({ highlights }) => highlights)).toEqual([{}, {}, {}, {}]);
    });

    it('gives the card as it was stored', async () => {
      const [hit] = (await search({ q: 'gateshead' })).items;
      expect(hit).toMatchObject(lowVision.card);
    });
  });

  it('survives whatever is typed', async () => {
    for (const q of [
      `'; drop schema search cascade; --`,
      `a' | b & ! ( c <-> d:*`,
      'stage = "pilot" AND verified = true',
      '"unbalanced',
      '"" -""',
      '(((((',
      '\\',
      'a:*',
      '%_%',
      '-',
      '-people',
      '-"people',
      '🙂 ü ß ǆ مرحبا',
      'the of and',
      'x'.repeat(500),
      'word '.repeat(100),
      'a-b-c-d-e-f '.repeat(40),
      Array.from({ length: 120 }, (_, n) => `w${String(n)}`)
        .join(' ')
        .slice(0, 500),
    ]) {
      const page = await search({ q });
      expect(page.total).toBeGreaterThanOrEqual(page.items.length);
    }
    expect((await search({})).total).toBe(4);
  });

  describe('suggestions', () => {
    it('gives titles with their slugs, then words', async () => {
      const suggestions = await index.suggest('low vi');
      expect(suggestions[0]).toEqual({ text: lowVision.title, slug: lowVision.card.slug });
      expect(suggestions.length).toBeLessThanOrEqual(8);
    });

    it('forgives a slip', async () => {
      expect((await index.suggest('gatesheda')).map(({ slug }) => slug)).toContain(lowVision.card.slug);
    });

    it('has none for what nothing begins with', async () => {
      for (const typed of ['xylqzwkv', '', '!', `'"`]) expect(await index.suggest(typed)).toEqual([]);
    });
  });

  describe('similar listings', () => {
    it('gives those with the same service areas and people first, never the listing itself', async () => {
      const other = aDocument({
        title: 'Sight at home',
        summary: 'Lamps for older people.',
        serviceAreas: lowVision.serviceAreas,
        beneficiaries: lowVision.beneficiaries,
      });
      await index.upsert([other]);
      const similar = await index.similar(lowVision.id, 2);
      expect(similar[0]).toEqual(other.card);
      expect(similar.map(({ id }) => id)).not.toContain(lowVision.id);
      expect(similar.length).toBeLessThanOrEqual(2);
      await index.remove([other.id]);
    });

    it('gives none for what is not there', async () => {
      expect(await index.similar('00000000-0000-4000-8000-000000000000', 5)).toEqual([]);
    });
  });

  describe('changes', () => {
    it('are seen when they are done', async () => {
      const changed = aDocument({ title: 'Quokka sanctuary' });
      await index.upsert([changed]);
      expect(await found({ q: 'quokka' })).toEqual(ids(changed));
      await index.upsert([{ ...changed, title: 'Wombat sanctuary' }]);
      expect(await found({ q: 'wombat' })).toEqual(ids(changed));
      expect(await found({ q: 'quokka' })).toEqual(ids());
      expect((await search({})).total).toBe(5);
      await index.remove([changed.id, '00000000-0000-4000-8000-000000000000']);
      expect(await found({ q: 'wombat' })).toEqual(ids());
      expect((await search({})).total).toBe(4);
    });

    it('keep the documents as they were given', async () => {
      expect(await index.get([lowVision.id, '00000000-0000-4000-8000-000000000000'])).toEqual([lowVision]);
      const stored: ListingDocument[] = [];
      for await (const some of index.all()) stored.push(...some);
      expect(new Set(stored.map(({ id }) => id))).toEqual(ids(...all));
    });

    it('may be made from several sides at once', async () => {
      const many = Array.from({ length: 6 }, () => aDocument({ title: 'Simultaneous arrival' }));
      await Promise.all(many.map((document) => index.upsert([document])));
      expect((await search({ q: 'simultaneous' })).total).toBe(6);
      await Promise.all(many.map(({ id }) => index.remove([id])));
      expect((await search({ q: 'simultaneous' })).total).toBe(0);
    });

    it('of everything leave no gap', async () => {
      let over = false;
      const seen = new Set<number>();
      const watch = (async () => {
        while (!over) seen.add((await search({})).total);
      })();
      const next = Array.from({ length: 30 }, (_, n) => aDocument({ title: `Rebuilt ${String(n)}` }));
      await index.rebuild(batches(...next));
      expect((await search({})).total).toBe(30);
      over = true;
      await watch;
      expect([...seen].filter((total) => total !== 4 && total !== 30)).toEqual([]);
      await index.rebuild(batches(...all));
      expect((await search({})).total).toBe(4);
    });

    it('of everything that fail leave all as it was', async () => {
      async function* broken() {
        yield await Promise.resolve([aDocument()]);
        throw new Error('the source broke');
      }
      await expect(index.rebuild(broken())).rejects.toThrow('the source broke');
      expect((await search({})).total).toBe(4);
    });
  });

  it('syncs again without losing anything', async () => {
    expect(await index.sync()).toEqual({ fresh: false });
    expect((await search({})).total).toBe(4);
  });

  it('answers a ping, and says which engine it is', async () => {
    await index.ping();
    expect(index.engine).toBe(name);
  });
});
