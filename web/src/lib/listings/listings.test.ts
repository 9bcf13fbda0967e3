// Listings as pages show them: search links, highlights, outcomes, asks, sections.
import {
  toCodeList,
  askKinds,
  regions,
  stages,
  innovationTypes,
  beneficiaryGroups,
  facetNames,
  type Facets,
  type Reference,
} from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { askPanel } from './asks.ts';
import { toAuthorityCodes, toAuthorityNames } from './authorities.ts';
import { askTag, whereInWords } from './card.ts';
import { pieces } from './highlight.ts';
import { outcomeView } from './outcomes.ts';
import { chips, filterView, searchParams, withParam } from './search.ts';
import { relaxedView, understoodChips, withUnderstood } from './understood.ts';
import { readSection, sectionOfPath } from './sections.ts';

const reference = {
  askKinds: toCodeList(askKinds),
  stages: toCodeList(stages),
  regions: toCodeList(regions),
  innovationTypes: toCodeList(innovationTypes),
  beneficiaryGroups: toCodeList(beneficiaryGroups),
  evidenceLevels: [],
  serviceAreas: [{ code: 'health_social_care', label: 'Health and social care', parent: null, description: '' }],
  localAuthorities: [
    { code: 'E08000037', label: 'Gateshead', region: 'TLC' },
    { code: 'E06000005', label: 'Bristol, City of', region: 'TLK' },
  ],
} as unknown as Reference;

describe('a search in the URL', () => {
  const read = (text: string) => searchParams(new URL(`http://x/listings${text}`));

  it('keeps what a search knows, and nothing else', () => {
    expect(read('?q=+sight+&utm_source=x&ask=&ask=contract&amountMin=%C2%A325,000&page=2').toString()).toBe(
      'ask=contract&amountMin=25000&q=sight&page=2',
    );
  });

  it('lets a finer service area stand for its broad one', () => {
    expect(
      read('?serviceArea=health_social_care&serviceArea=health_social_care.low_vision').getAll('serviceArea'),
    ).toEqual(['health_social_care.low_vision']);
  });

  it('makes chips that lead to the same search without them', () => {
    const params = read('?q=sight&ask=contract&stage=pilot&minEvidence=2&verified=true&amountMax=5000&page=3');
    expect(chips(params, reference).map(({ label }) => label)).toEqual([
      'Seeks contract',
      'Pilot',
      'Evidence 2 or more',
      'Up to £5,000',
      'Verified organisations',
    ]);
    expect(chips(read('?q=sight&ask=contract&stage=pilot&page=3'), reference)[0]?.without).toBe(
      '/listings?stage=pilot&q=sight',
    );
    expect(withParam(read('?q=a&page=3&sort=newest'), 'sort', 'relevance')).toBe('/listings?q=a');
  });

  it('offers bands of amounts with their counts, and shows the one that is on as one chip', () => {
    const params = read('?q=sight&amountMin=10000&amountMax=50000&page=2');
    expect(chips(params, reference)).toEqual([{ label: '£10,000 to £50,000', without: '/listings?q=sight' }]);
    const facets = { amount: [{ value: '10000-50000', count: 7 }] } as unknown as Facets;
    const rest = Object.fromEntries(facetNames.map((name) => [name, [] as Facets['ask']])) as Facets;
    const { amount } = filterView(params, { ...rest, ...facets }, reference);
    expect(amount.map(({ label, count, selected }) => [label, count, selected])).toEqual([
      ['Up to £10,000', 0, false],
      ['£10,000 to £50,000', 7, true],
      ['£50,000 to £250,000', 0, false],
      ['£250,000 to £1,000,000', 0, false],
      ['£1,000,000 or more', 0, false],
    ]);
    expect(amount.map(({ href }) => href)).toEqual([
      '/listings?q=sight&amountMax=10000',
      '/listings?q=sight',
      '/listings?q=sight&amountMin=50000&amountMax=250000',
      '/listings?q=sight&amountMin=250000&amountMax=1000000',
      '/listings?q=sight&amountMin=1000000',
    ]);
  });

  it('shows what was read out of the words as chips that lead to the words, and saves it as filters', () => {
    const params = read('?q=low+vision+pilots+in+Gateshead&page=2&sort=newest');
    const understood = { words: 'low vision', localAuthority: 'E08000037', stage: 'pilot' as const };
    expect(understoodChips(params, understood, reference)).toEqual([
      {
        label: 'Works in Gateshead',
        without: '/listings?q=low+vision+pilots+in+Gateshead&sort=newest&asWords=place',
      },
      { label: 'Pilot', without: '/listings?q=low+vision+pilots+in+Gateshead&sort=newest&asWords=stage' },
    ]);
    expect(withUnderstood(params, understood).toString()).toBe('q=low+vision&localAuthority=E08000037&stage=pilot');
    const slip = { words: 'low visoin', stage: 'pilot' as const };
    expect(withUnderstood(read('?q=low+visoin+pilots'), slip, 'low vision pilots').get('q')).toBe('low vision');
    expect(withUnderstood(read('?q=low+visoin'), undefined, 'low vision').toString()).toBe('q=low+vision');
    // What is looked for exactly has no synonyms: nor has what is between quotation marks in an interest.
    const exact = new URLSearchParams({ q: 'CAMHS "low vision" -pilot re-offending', exact: 'true' });
    expect(withUnderstood(exact, undefined).get('q')).toBe('"CAMHS" "low vision" -pilot "re-offending"');
    const chosen = read('?q=low+vision+pilots&stage=scale&asWords=place&exact=true');
    expect(withUnderstood(chosen, { words: 'low vision', stage: 'pilot' }).get('q')).toBe('"low" "vision"');
    expect(understoodChips(chosen, { words: 'low vision', stage: 'pilot' }, reference)).toEqual([
      { label: 'Places as words', without: '/listings?stage=scale&q=low+vision+pilots&exact=true' },
      { label: 'Exactly these words', without: '/listings?stage=scale&asWords=place&q=low+vision+pilots' },
    ]);
  });

  it('says what was left out of a search that found nothing, and where that leads', () => {
    const params = read('?q="low+vision"+pilots&stage=pilot&region=TLC&page=2');
    const found = (given: object) => ({ q: 'x', leftOut: [], without: [], asWords: [], total: 1, ...given });
    const searches = [
      found({ q: '"low vision" pilots', asWords: ['stage'] }),
      found({ q: 'low vision pilots', leftOut: ['"'] }),
      found({ q: '"low vision" pilots', without: ['stage'], total: 12 }),
      found({ q: null, leftOut: ['"low vision"'] }),
      found({ q: '"low vision" pilots', without: ['stage', 'place'] }),
    ];
    const view = relaxedView(params, { searches, items: [] }, reference, new Date());
    expect(view?.searches.map(({ label }) => label)).toEqual([
      'With all of it as words, not as a stage',
      'With the words apart, not as a phrase',
      'Without “Pilot”',
      'Without the words “low vision”',
      'Without any filter',
    ]);
    expect(view?.searches[2]).toEqual({
      label: 'Without “Pilot”',
      href: '/listings?region=TLC&q=%22low+vision%22+pilots',
      found: '12 innovations',
    });
    expect(view?.searches[3]?.href).toBe('/listings?stage=pilot&region=TLC');
    expect(view?.near.label).toBe('with all of it as words, not as a stage');
    expect(relaxedView(params, undefined, reference, new Date())).toBeNull();
  });
});

describe('highlights', () => {
  it('come apart into pieces of plain text', () => {
    expect(pieces('low <mark>vision</mark> &amp; &lt;b&gt;')).toEqual([
      { text: 'low ', found: false },
      { text: 'vision', found: true },
      { text: ' & <b>', found: false },
    ]);
    expect(pieces('', 'plain <b>')).toEqual([{ text: 'plain <b>', found: false }]);
    expect(pieces('&amp;lt;')).toEqual([{ text: '&lt;', found: false }]);
  });
});

describe('asks', () => {
  it('say their money and term', () => {
    expect(askTag({ kind: 'contract', min: null, max: null, minTermMonths: 36 }).text).toBe(
      'Contract, 3 years or more',
    );
    expect(askTag({ kind: 'investment', min: 1000, max: 2000, minTermMonths: null }).text).toBe(
      'Investment £1,000–£2,000',
    );
    const panel = askPanel({
      kind: 'investment',
      amountMin: 60_000,
      amountMax: 120_000,
      instruments: ['grant', 'loan'],
      repaymentYears: 5,
    });
    expect(panel.title).toBe('Investment of £60,000 to £120,000');
    expect(panel.rows).toEqual([
      { term: 'Kind', text: 'Grant or loan' },
      { term: 'Repaid within', text: '5 years' },
    ]);
    expect(askPanel({ kind: 'contract', routes: [], regions: [] })).toMatchObject({ title: 'A contract', rows: [] });
  });

  it('say where', () => {
    expect(whereInWords(true, [])).toBe('National');
    expect(whereInWords(false, ['TLC', 'TLI'])).toBe('North East and London');
    expect(whereInWords(false, ['TLC', 'TLD', 'TLE', 'TLF'])).toBe('4 regions');
  });
});

describe('outcomes', () => {
  it('are bars in one scale, with the difference in words', () => {
    const view = outcomeView({
      name: 'A week',
      unit: '£ a week',
      ours: 328,
      existing: 452,
      better: 'lower',
      source: 'Plan',
    });
    expect(view.bars.map(({ text, share }) => [text, share])).toEqual([
      ['£328 a week', 72.6],
      ['£452 a week', 100],
    ]);
    expect(view.difference).toBe('27% lower than what exists');
  });

  it('stand alone, and take noughts and negatives', () => {
    expect(outcomeView({ name: 'x', ours: 0 })).toMatchObject({ bars: [{ share: 0, text: '0' }], difference: null });
    expect(outcomeView({ name: 'x', ours: -5, existing: 10 }).bars.map(({ share }) => share)).toEqual([0, 100]);
    expect(outcomeView({ name: 'x', unit: '%', ours: 95 }).bars[0]?.text).toBe('95%');
  });
});

describe('sections', () => {
  it('know whose a problem is', () => {
    expect(
      ['title', 'links.0.url', 'regions', 'evidence.1.year', 'asks.0.valueMin', 'asks'].map(sectionOfPath),
    ).toEqual(['about', 'about', 'who-and-where', 'stage-and-evidence', 'asks', 'asks']);
  });

  it('read each ask by its own kind', () => {
    const { body } = readSection('asks', {
      kinds: ['peers', 'contract'],
      'asks.contract.valueMin': ['£50,000'],
      'asks.contract.question': ['not of a contract'],
      'asks.peers.topic': ['Fundraising'],
      'asks.research.question': ['not ticked'],
    });
    expect(body.asks).toEqual([
      {
        kind: 'contract',
        valueMin: 50_000,
        valueMax: null,
        minTermMonths: null,
        routes: [],
        capacityPerYear: null,
        regions: [],
        note: null,
      },
      { kind: 'peers', topic: 'Fundraising', note: null },
    ]);
  });
});

describe('local authorities', () => {
  it('are known by name, however their council calls itself', () => {
    const { codes, problems } = toAuthorityCodes(
      'Gateshead Council\n\nBristol\nGATESHEAD\nAtlantis',
      reference.localAuthorities,
      'localAuthorities',
    );
    expect(codes).toEqual(['E08000037', 'E06000005']);
    expect(problems).toEqual([
      {
        path: 'localAuthorities',
        message: 'We know no local authority called “Atlantis”. Check the spelling, one on a line',
      },
    ]);
    expect(toAuthorityNames(['E08000037', 'E99999999'], reference.localAuthorities)).toBe('Gateshead\nE99999999');
  });
});
