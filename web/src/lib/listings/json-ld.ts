// What search engines are told of a listing, in the words of schema.org.
import { beneficiaryGroups, regions, type Listing, type Reference } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';

/** Where the web is, and the listing's own address. */
interface Addresses {
  webUrl: string;
  canonical: string;
  image: string;
}

const areaOf = (name: string) => ({ '@type': 'AdministrativeArea', name });

function areasOf(listing: Listing, reference: Reference) {
  if (listing.national) return [{ '@type': 'Country', name: 'United Kingdom' }];
  return [
    ...listing.regions.map((code) => areaOf(regions[code])),
    ...listing.localAuthorities.map((code) => areaOf(labelIn(reference.localAuthorities, code))),
  ];
}

function serviceOf(listing: Listing, reference: Reference, { webUrl, canonical, image }: Addresses) {
  const { organisation } = listing;
  return {
    '@type': 'Service',
    '@id': `${canonical}#service`,
    name: listing.title,
    description: listing.summary,
    url: canonical,
    image,
    serviceType: listing.serviceAreas.map((code) => labelIn(reference.serviceAreas, code)),
    provider: {
      '@type': 'Organization',
      name: organisation.name,
      url: `${webUrl}/organisations/${organisation.slug}`,
      identifier: organisation.identifiers.map(({ scheme, id }) => ({
        '@type': 'PropertyValue',
        propertyID: scheme,
        value: id,
      })),
    },
    areaServed: areasOf(listing, reference),
    audience: listing.beneficiaries.map((code) => ({ '@type': 'Audience', audienceType: beneficiaryGroups[code] })),
  };
}

function trailOf(listing: Listing, reference: Reference, { webUrl, canonical }: Addresses) {
  const first = listing.serviceAreas[0]?.split('.')[0];
  const steps = [
    { name: 'Innovations', item: `${webUrl}/listings` },
    ...(first === undefined
      ? []
      : [{ name: labelIn(reference.serviceAreas, first), item: `${webUrl}/listings?serviceArea=${first}` }]),
    { name: listing.title, item: canonical },
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, index) => ({ '@type': 'ListItem', position: index + 1, ...step })),
  };
}

/** A published listing as a JSON-LD graph, safe to stand inside a script element. */
export function jsonLd(listing: Listing, reference: Reference, addresses: Addresses): string {
  const page = {
    '@type': 'WebPage',
    '@id': addresses.canonical,
    url: addresses.canonical,
    name: listing.title,
    inLanguage: 'en-GB',
    datePublished: listing.publishedAt,
    dateModified: listing.updatedAt,
    mainEntity: { '@id': `${addresses.canonical}#service` },
    breadcrumb: trailOf(listing, reference, addresses),
  };
  const graph = { '@context': 'https://schema.org', '@graph': [page, serviceOf(listing, reference, addresses)] };
  return JSON.stringify(graph).replaceAll('<', '\\u003c').replaceAll('&', '\\u0026');
}
