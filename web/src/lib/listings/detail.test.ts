// A listing as its page shows it: where, the two assessments of its evidence, and what search engines are told.
import { beneficiaryGroups, regions, type Listing, type Reference } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { regionPicture, readPlaces } from '../regions/picture.ts';
import { evidencePanel } from './evidence.ts';
import { jsonLd } from './json-ld.ts';
import { placesOf, whereView } from './where.ts';

const reference = {
  serviceAreas: [
    { code: 'health_social_care', label: 'Health and social care' },
    { code: 'health_social_care.low_vision', label: 'Low vision' },
  ],
  localAuthorities: [{ code: 'E08000037', label: 'Gateshead', region: 'TLC' }],
} as unknown as Reference;

const aListing = (about: Partial<Listing> = {}) =>
  ({
    title: 'A title',
    summary: 'A summary',
    organisation: { name: 'A charity', slug: 'a-charity', identifiers: [{ scheme: 'GB-CHC', id: '1000389' }] },
    serviceAreas: ['health_social_care.low_vision'],
    beneficiaries: ['older_people'],
    national: false,
    regions: ['TLD', 'TLC'],
    localAuthorities: ['E08000037'],
    couldWorkIn: ['TLE', 'TLD'],
    evidenceLevel: 2,
    reviewedEvidenceLevel: null,
    reviewedEvidenceNote: null,
    evidenceNextStep: null,
    evidenceReviewedAt: null,
    evidenceAnswers: ['described', 'measured'],
    evidence: [],
    publishedAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-02T00:00:00.000Z',
    ...about,
  }) as unknown as Listing;

describe('where it works', () => {
  it('is part of a region whose local authorities are named, and could only be where it is not yet', () => {
    expect(placesOf(aListing(), reference)).toEqual({ all: ['TLD'], part: ['TLC'], could: ['TLE'] });
    expect(whereView(aListing(), reference)).toMatchObject({
      now: 'North West and North East',
      authorities: 'Gateshead',
      map: {
        src: '/regions.svg?all=TLD&part=TLC&could=TLE',
        alt: 'Map of the United Kingdom: works in North West; works in part of North East; could also work in Yorkshire and The Humber.',
      },
    });
  });

  it('is everywhere for a national listing, and no map before anything is said', () => {
    expect(placesOf(aListing({ national: true }), reference).all).toHaveLength(12);
    const silent = aListing({ regions: [], localAuthorities: [], couldWorkIn: [] });
    expect(whereView(silent, reference)).toEqual({ now: '', authorities: '', could: '', map: null });
  });

  it('is drawn region by region, and only of regions there are', () => {
    const places = readPlaces(new URLSearchParams('all=TLC&part=TLD.TLE&could='));
    const svg = regionPicture(places ?? new Map());
    expect(svg.match(/class="all"/g)).toHaveLength(1);
    expect(svg.match(/class="part"/g)).toHaveLength(2);
    expect(svg.match(/<path /g)).toHaveLength(Object.keys(regions).length);
    expect(readPlaces(new URLSearchParams('all="><script>'))).toBeNull();
    expect(readPlaces(new URLSearchParams('all=toString'))).toBeNull();
  });
});

describe('the evidence', () => {
  it('says how the reviewed level differs from their own', () => {
    const difference = (reviewed: number | null) =>
      evidencePanel(aListing({ evidenceLevel: 3, reviewedEvidenceLevel: reviewed })).difference;
    expect(difference(null)).toBe('Nobody independent has reviewed this yet.');
    expect(difference(3)).toBe('The reviewer came to the same level.');
    expect(difference(2)).toBe('The reviewer came to a level one step lower than they did.');
    expect(difference(5)).toBe('The reviewer came to a level two steps higher than they did.');
  });

  it('counts the reviewed level where there is one', () => {
    expect(evidencePanel(aListing({ reviewedEvidenceLevel: 1 })).best).toMatchObject({ level: 1, reviewed: true });
    expect(evidencePanel(aListing()).best).toMatchObject({ level: 2, reviewed: false });
  });
});

describe('JSON-LD', () => {
  const addresses = { webUrl: 'https://x', canonical: 'https://x/listings/a', image: 'https://x/listings/a/og.png' };
  const read = (listing: Listing) => JSON.parse(jsonLd(listing, reference, addresses)) as { '@graph': object[] };

  it('cannot close the script it stands in', () => {
    const text = jsonLd(aListing({ title: '</script><b>&' }), reference, addresses);
    expect(text).not.toMatch(/[<&]/);
    expect(JSON.parse(text)).toMatchObject({ '@graph': [{ name: '</script><b>&' }, { name: '</script><b>&' }] });
  });

  it('names the page, its trail, the service, who gives it, where and for whom', () => {
    const [page, service] = read(aListing())['@graph'];
    expect(page).toMatchObject({
      '@type': 'WebPage',
      datePublished: '2026-01-01T00:00:00.000Z',
      mainEntity: { '@id': 'https://x/listings/a#service' },
      breadcrumb: {
        itemListElement: [{ position: 1 }, { name: 'Health and social care' }, { item: addresses.canonical }],
      },
    });
    expect(service).toMatchObject({
      '@type': 'Service',
      '@id': 'https://x/listings/a#service',
      serviceType: ['Low vision'],
      provider: { url: 'https://x/organisations/a-charity', identifier: [{ propertyID: 'GB-CHC', value: '1000389' }] },
      areaServed: [{ name: 'North West' }, { name: 'North East' }, { name: 'Gateshead' }],
      audience: [{ audienceType: beneficiaryGroups.older_people }],
    });
  });

  it('uses only properties that schema.org gives these types', () => {
    const allowed: Record<string, string[]> = {
      WebPage: ['url', 'name', 'inLanguage', 'datePublished', 'dateModified', 'mainEntity', 'breadcrumb'],
      Service: ['name', 'description', 'url', 'image', 'serviceType', 'provider', 'areaServed', 'audience'],
      Organization: ['name', 'url', 'identifier'],
      PropertyValue: ['propertyID', 'value'],
      AdministrativeArea: ['name'],
      Audience: ['audienceType'],
      BreadcrumbList: ['itemListElement'],
      ListItem: ['position', 'name', 'item'],
    };
    const check = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) {
        value.forEach(check);
        return;
      }
      const { '@type': type, '@id': id, ...properties } = value as Record<string, unknown>;
      if (typeof type === 'string')
        expect(allowed[type], type).toEqual(expect.arrayContaining(Object.keys(properties)));
      else expect(typeof id, JSON.stringify(value)).toBe('string');
      Object.values(properties).forEach(check);
    };
    check(read(aListing())['@graph']);
  });
});
