// A listing as its page shows it, every code a word.
import {
  beneficiaryGroups,
  innovationTypes,
  replicationTerms,
  stages,
  type Listing,
  type Reference,
} from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { day, startedOn } from '../format/dates.ts';
import { plural, pounds, sentenceList } from '../format/money.ts';
import { listingStates, paragraphs } from '../format/words.ts';
import { askPanel } from './asks.ts';
import { whereInWords } from './card.ts';
import { evidencePanel } from './evidence.ts';
import { outcomeView } from './outcomes.ts';
import { whereView } from './where.ts';

const firstLevelOf = (code: string) => code.split('.')[0] ?? code;

/** What each of the replication terms means for somebody who would like to copy it. */
const replicationWords: Readonly<Record<NonNullable<Listing['replicationTerms']>, { label: string; text: string }>> = {
  open: {
    label: replicationTerms.open,
    text: 'You need no permission and pay no fee to do the same elsewhere. Ask them anyway: who has done it before saves you mistakes.',
  },
  licence: {
    label: replicationTerms.licence,
    text: 'You may do the same elsewhere under a licence from them, which says what you may use and change, and whether there is a fee.',
  },
  franchise: {
    label: replicationTerms.franchise,
    text: 'You may run it elsewhere under their name and to their standards, with their training and support, usually for a fee.',
  },
  not_yet: {
    label: replicationTerms.not_yet,
    text: 'They are not ready for others to copy it. They may still like to hear who would.',
  },
};

function factsOf(listing: Listing): { term: string; text: string }[] {
  const rows: [string, string | null][] = [
    ['Who it helps', sentenceList(listing.beneficiaries.map((code) => beneficiaryGroups[code])) || null],
    ['Kind', listing.innovationType && innovationTypes[listing.innovationType]],
    [
      'Helps',
      listing.peopleHelpedPerYear === null ? null : `${plural(listing.peopleHelpedPerYear, 'person', 'people')} a year`,
    ],
    ['Cost', listing.costPerPerson === null ? null : `${pounds(listing.costPerPerson)} for each person`],
    ['Where', listing.national ? 'All of the UK' : whereInWords(false, listing.regions) || null],
    ['Started', listing.startedOn && startedOn(listing.startedOn)],
  ];
  return rows.flatMap(([term, text]) => (text === null ? [] : [{ term, text }]));
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
    evidence: evidencePanel(listing),
    outcomes: listing.outcomes.map(outcomeView),
    compares: listing.outcomes.some(({ existing }) => existing != null),
    where: whereView(listing, reference),
    replication: listing.replicationTerms && replicationWords[listing.replicationTerms],
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
