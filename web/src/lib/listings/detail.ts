// A listing as its page shows it, every code a word.
import { factsInWords, replicationInWords, stages, type Fact, type Listing, type Reference } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { documentViews, pictureViews } from '../files/view.ts';
import { day } from '../format/dates.ts';
import { listingStates, paragraphs } from '../format/words.ts';
import { askPanel } from './asks.ts';
import { whereInWords } from './card.ts';
import { evidencePanel } from './evidence.ts';
import { outcomeView } from './outcomes.ts';
import { whereView } from './where.ts';

const firstLevelOf = (code: string) => code.split('.')[0] ?? code;

/** What is short of it, and where; the aside of the page. */
function factsOf(listing: Listing): Fact[] {
  const where = listing.national ? 'All of the UK' : whereInWords(false, listing.regions);
  return [...factsInWords(listing), ...(where === '' ? [] : [{ term: 'Where', text: where }])];
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
    replication: listing.replicationTerms && replicationInWords[listing.replicationTerms],
    facts: factsOf(listing),
    links: listing.links,
    pictures: pictureViews(listing),
    documents: documentViews(listing),
    organisation: {
      name: organisation.name,
      href: `/organisations/${organisation.slug}`,
      verified: organisation.verified,
      identifiers: organisation.identifiers.map(
        ({ scheme, id }) => `${labelIn(reference.identifierSchemes, scheme)} ${id}`,
      ),
    },
    partners: listing.partners.map(({ slug, name }) => ({ name, href: `/organisations/${slug}` })),
    isDemonstration: listing.isDemonstration,
    published: listing.publishedAt && day(listing.publishedAt),
  };
}
export type DetailView = ReturnType<typeof detailView>;
