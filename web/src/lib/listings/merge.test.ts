// Two people at one section: nobody's words are lost, and nobody is asked about what only one of them changed.
import { describe, expect, it } from 'vitest';
import { applyChoices, mergeSection, readBase } from './merge.ts';

const parts = ['title', 'summary', 'links'];
const base = { title: ['Old'], summary: ['Old'], 'links.0.label': ['Site'], 'links.0.url': ['https://a.example'] };

describe('mergeSection', () => {
  it('takes theirs where only they changed, and keeps mine where only I did', () => {
    const merged = mergeSection(parts, base, { ...base, title: ['Mine'] }, { ...base, summary: ['Theirs'] });
    expect(merged).toEqual({
      values: { ...base, title: ['Mine'], summary: ['Theirs'] },
      conflicts: [],
      taken: ['summary'],
    });
  });

  it('asks about what both changed, and keeps mine in the form', () => {
    const merged = mergeSection(parts, base, { ...base, title: ['Mine'] }, { ...base, title: ['Theirs'] });
    expect(merged.conflicts).toEqual([{ path: 'title', mine: 'Mine', theirs: 'Theirs' }]);
    expect(merged.values.title).toEqual(['Mine']);
  });

  it('asks nothing when both say the same, and sees an empty field as an absent one', () => {
    const both = { ...base, title: ['Both '], summary: [''] };
    const { summary: _, ...theirs } = { ...base, title: ['Both'] };
    expect(mergeSection(parts, base, both, theirs)).toMatchObject({ conflicts: [], taken: [] });
  });

  it('treats rows as one: theirs come whole, or are asked about whole', () => {
    const { 'links.0.label': _, 'links.0.url': __, ...none } = base;
    const more = { ...base, 'links.1.label': ['Report'], 'links.1.url': ['https://b.example'] };
    expect(mergeSection(parts, base, base, none).values).toEqual(none);
    expect(mergeSection(parts, base, base, more).values).toEqual(more);
    expect(mergeSection(parts, base, more, none).conflicts).toEqual([
      { path: 'links', mine: 'Site\nhttps://a.example\nReport\nhttps://b.example', theirs: '' },
    ]);
  });

  it('loses no word of either, whatever was changed by whom', () => {
    const texts = ['Old', 'Mine', 'Theirs', ''];
    for (const mine of texts)
      for (const theirs of texts) {
        const merged = mergeSection(['title'], { title: ['Old'] }, { title: [mine] }, { title: [theirs] });
        const shown = [...(merged.values.title ?? []), ...merged.conflicts.flatMap((one) => [one.mine, one.theirs])];
        if (mine !== 'Old') expect(shown).toContain(mine);
        if (theirs !== 'Old') expect(shown).toContain(theirs);
      }
  });
});

describe('applyChoices', () => {
  it('puts theirs where they were chosen, and leaves the choices out', () => {
    const mine = { title: ['Mine'], summary: ['Mine'], 'keep.title': ['theirs'], 'keep.summary': ['mine'] };
    expect(applyChoices(mine, { title: ['Theirs'], summary: ['Theirs'] })).toEqual({
      title: ['Theirs'],
      summary: ['Mine'],
    });
  });
});

describe('readBase', () => {
  it('reads what the form carried, and nothing else', () => {
    expect(readBase(JSON.stringify(base))).toEqual(base);
    for (const wrong of ['', 'null', '{', '[1]', '{"title":"x"}', '{"title":[1]}']) expect(readBase(wrong)).toEqual({});
  });
});
