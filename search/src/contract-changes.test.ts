// The suite that every engine must pass, second part: what is shown, hostile input, and changes to the index.
import { createTestDatabase } from '@exchange/db/testing';
import { describe, expect, it } from 'vitest';
import { all, batches, enginesAtHand, ids, lowVision, useEngine } from './contract-testing.ts';
import { aDocument } from './fixtures.ts';
import type { ListingDocument } from './index.ts';

/** For two rebuilds on a busy machine, in milliseconds. */
const PATIENCE = 120_000;

describe.each(enginesAtHand(process.env.MEILI_URL, process.env.MEILI_KEY))('$name', (engine) => {
  const { index, search, found } = useEngine(engine, createTestDatabase);

  describe('highlights', () => {
    it('marks what was found, in the parts where it was found, escaped', async () => {
      const [hit] = (await search({ q: 'lifts transport' })).items;
      expect(hit?.highlights.title).toBe(
        '<mark>Lifts</mark> for everybody &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;',
      );
      expect(hit?.highlights.summary).toContain('Community <mark>transport</mark> &amp; a phone line');
      expect(hit?.highlights.body).toBeUndefined();
    });

    it('marks whole words, whatever their ending', async () => {
      const [hit] = (await search({ q: 'magnifier visits' })).items;
      expect(hit?.highlights.summary).toContain('<mark>Magnifiers</mark>');
      expect(hit?.highlights.summary).toContain('<mark>visit</mark>');
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
      const suggestions = await index().suggest('low vi');
      expect(suggestions[0]).toEqual({ text: lowVision.title, slug: lowVision.card.slug });
      expect(suggestions.length).toBeLessThanOrEqual(8);
    });

    it('forgives a slip', async () => {
      expect((await index().suggest('gatesheda')).map(({ slug }) => slug)).toContain(lowVision.card.slug);
    });

    it('has none for what nothing begins with', async () => {
      for (const typed of ['xylqzwkv', '', '!', `'"`]) expect(await index().suggest(typed)).toEqual([]);
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
      await index().upsert([other]);
      const similar = await index().similar(lowVision.id, 2);
      expect(similar[0]).toEqual(other.card);
      expect(similar.map(({ id }) => id)).not.toContain(lowVision.id);
      expect(similar.length).toBeLessThanOrEqual(2);
      await index().remove([other.id]);
    });

    it('gives none for what is not there', async () => {
      expect(await index().similar('00000000-0000-4000-8000-000000000000', 5)).toEqual([]);
    });
  });

  describe('changes', () => {
    it('are seen when they are done', async () => {
      const changed = aDocument({ title: 'Quokka sanctuary' });
      await index().upsert([changed]);
      expect(await found({ q: 'quokka' })).toEqual(ids(changed));
      await index().upsert([{ ...changed, title: 'Wombat sanctuary' }]);
      expect(await found({ q: 'wombat' })).toEqual(ids(changed));
      expect(await found({ q: 'quokka' })).toEqual(ids());
      expect((await search({})).total).toBe(5);
      await index().remove([changed.id, '00000000-0000-4000-8000-000000000000']);
      expect(await found({ q: 'wombat' })).toEqual(ids());
      expect((await search({})).total).toBe(4);
    });

    it('keep the documents as they were given', async () => {
      expect(await index().get([lowVision.id, '00000000-0000-4000-8000-000000000000'])).toEqual([lowVision]);
      const stored: ListingDocument[] = [];
      for await (const some of index().all()) stored.push(...some);
      expect(new Set(stored.map(({ id }) => id))).toEqual(ids(...all));
    });

    it('may be made from several sides at once', async () => {
      const many = Array.from({ length: 6 }, () => aDocument({ title: 'Simultaneous arrival' }));
      await Promise.all(many.map((document) => index().upsert([document])));
      expect((await search({ q: 'simultaneous' })).total).toBe(6);
      await Promise.all(many.map(({ id }) => index().remove([id])));
      expect((await search({ q: 'simultaneous' })).total).toBe(0);
    });

    it(
      'of everything leave no gap',
      async () => {
        let over = false;
        const seen = new Set<number>();
        const watch = (async () => {
          while (!over) seen.add((await search({})).total);
        })();
        const next = Array.from({ length: 30 }, (_, n) => aDocument({ title: `Rebuilt ${String(n)}` }));
        await index().rebuild(() => batches(...next));
        expect((await search({})).total).toBe(30);
        over = true;
        await watch;
        expect([...seen].filter((total) => total !== 4 && total !== 30)).toEqual([]);
        await index().rebuild(() => batches(...all));
        expect((await search({})).total).toBe(4);
      },
      PATIENCE,
    );

    it('of everything that fail leave all as it was', async () => {
      async function* broken() {
        yield await Promise.resolve([aDocument()]);
        throw new Error('the source broke');
      }
      await expect(index().rebuild(broken)).rejects.toThrow('the source broke');
      expect((await search({})).total).toBe(4);
    });
  });

  it('syncs again without losing anything', async () => {
    expect(await index().sync()).toEqual({ fresh: false });
    expect((await search({})).total).toBe(4);
  });

  it('answers a ping, and says which engine it is', async () => {
    await index().ping();
    expect(index().engine).toBe(engine.name);
  });
});
