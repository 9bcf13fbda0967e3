// A listing as its page shows it, every code a word; and what search engines are told of it.
import {
  beneficiaryGroups,
  evidenceKinds,
  innovationTypes,
  regions,
  replicationTerms,
  stages,
  type Listing,
  type Reference,
} from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { day, startedOn } from '../format/dates.ts';
import { count, listInWords, plural, pounds, sentenceList } from '../format/money.ts';
import { listingStates, paragraphs } from '../format/words.ts';
import { askPanel } from './asks.ts';
import { evidenceView } from './card.ts';
import { outcomeView } from './outcomes.ts';

const firstLevelOf = (code: string) => code.split('.')[0] ?? code;

function whereOf(listing: Listing, reference: Reference) {
  return {
    now: listing.national ? 'All of the UK' : listInWords(listing.regions.map((code) => regions[code])),
    authorities: listInWords(listing.localAuthorities.map((code) => labelIn(reference.localAuthorities, code))),
    could: listInWords(listing.couldWorkIn.map((code) => regions[code])),
  };
}

function factsOf(listing: Listing): { term: string; text: string }[] {
  const rows: [string, string | null][] = [
    ['Who it helps', sentenceList(listing.beneficiaries.map((code) => beneficiaryGroups[code])) || null],
    ['Kind', listing.innovationType && innovationTypes[listing.innovationType]],
    [
      'Helps',
      listing.peopleHelpedPerYear === null ? null : `${plural(listing.peopleHelpedPerYear, 'person', 'people')} a year`,
    ],
    ['Cost', listing.costPerPerson === null ? null : `${pounds(listing.costPerPerson)} for each person`],
    ['Started', listing.startedOn && startedOn(listing.startedOn)],
    ['Copying it', listing.replicationTerms && replicationTerms[listing.replicationTerms]],
  ];
  return rows.flatMap(([term, text]) => (text === null ? [] : [{ term, text }]));
}

function evidenceItems(listing: Listing) {
  return listing.evidence.map((item) => ({
    title: item.title,
    url: item.url ?? null,
    about: [
      evidenceKinds[item.kind],
      item.year == null ? null : String(item.year),
      item.author || null,
      item.sampleSize == null ? null : `${count(item.sampleSize)} people or cases`,
      item.comparisonGroup ? 'with a comparison group' : null,
    ]
      .filter((part) => part !== null)
      .join(', '),
    finding: paragraphs(item.finding ?? null),
  }));
}

/** @param listing published, or shown to its members and the exchange team */
export function detailView(listing: Listing, reference: Reference) {
  const { organisation, serviceAreas } = listing;
  const first = serviceAreas[0];
  return {
    id: listing.id,
    slug: listing.slug,
    title: listing.title ?? 'No title yet',
    summary: listing.summary ?? '',
    state: listingStates[listing.state],
    areas: serviceAreas.map((code) => ({ code, label: labelIn(reference.serviceAreas, code) })),
    crumb:
      first === undefined
        ? null
        : { code: firstLevelOf(first), label: labelIn(reference.serviceAreas, firstLevelOf(first)) },
    sections: [
      { id: 'problem', title: 'The problem', text: paragraphs(listing.problem) },
      { id: 'how', title: 'How it works', text: paragraphs(listing.howItWorks) },
      { id: 'different', title: 'What is different', text: paragraphs(listing.whatIsDifferent) },
    ].filter(({ text }) => text.length > 0),
    asks: listing.asks.map(askPanel),
    stage: listing.stage && stages[listing.stage],
    stages: Object.values(stages),
    evidence: evidenceView(
      listing.reviewedEvidenceLevel ?? listing.evidenceLevel,
      listing.reviewedEvidenceLevel !== null,
    ),
    selfAssessed: listing.evidenceLevel,
    evidenceItems: evidenceItems(listing),
    outcomes: listing.outcomes.map(outcomeView),
    compares: listing.outcomes.some(({ existing }) => existing != null),
    where: whereOf(listing, reference),
    facts: factsOf(listing),
    links: listing.links,
    organisation: {
      name: organisation.name,
      href: `/organisations/${organisation.slug}`,
      verified: organisation.verified,
      identifiers: organisation.identifiers.map(
        ({ scheme, id }) => `${labelIn(reference.identifierSchemes, scheme)} ${id}`,
      ),
    },
    isDemonstration: listing.isDemonstration,
    published: listing.publishedAt && day(listing.publishedAt),
  };
}
export type DetailView = ReturnType<typeof detailView>;

/** Schema.org's words for a published listing, safe to stand inside a script element. */
export function jsonLd(listing: Listing, href: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Service',
    name: listing.title,
    description: listing.summary,
    url: href,
    provider: { '@type': 'Organization', name: listing.organisation.name },
    areaServed: listing.national ? ['United Kingdom'] : listing.regions.map((code) => regions[code]),
    audience: listing.beneficiaries.map((code) => ({ '@type': 'Audience', audienceType: beneficiaryGroups[code] })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('&', '\\u0026');
}
