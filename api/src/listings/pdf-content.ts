// What a listing's PDF says, block by block and in words; how much of the long parts is told by its limits. No I/O.
import {
  askInWords,
  dayInWords,
  evidenceInWords,
  evidenceLevels,
  evidenceQuestions,
  factsInWords,
  identifierRules,
  regions,
  replicationInWords,
  stages,
  type AskKind,
  type Fact,
  type Listing,
} from '@exchange/contracts';
import { inUnit, listInWords } from '@exchange/contracts/figures';
import { cutAt } from './pdf-fonts.ts';

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string; ask?: AskKind }
  | { kind: 'text'; text: string; bold?: boolean }
  | { kind: 'facts'; rows: readonly Fact[] }
  | { kind: 'list'; items: readonly { text: string; link?: string }[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] };

/** A page: its head, a broad column and a narrow one. */
export interface Leaf {
  title: string;
  by: string;
  summary: string;
  main: Block[];
  aside: Block[];
}

/** The most characters of a long text, and the most items of a list. */
export interface Limits {
  text: number;
  items: number;
}
/** Names of the codes that stand in tables. */
export interface PlaceNames {
  serviceAreas: Readonly<Record<string, string>>;
  localAuthorities: Readonly<Record<string, string>>;
}

const schemes: Readonly<Record<string, { label: string }>> = identifierRules;
const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text });
const more = (left: number): string => (left > 0 ? `and ${String(left)} more` : '');

/** The first items, and how many more there are. */
function firstOf(names: readonly string[], most: number): string {
  if (names.length <= most) return listInWords(names);
  return `${names.slice(0, most).join(', ')} ${more(names.length - most)}`;
}

function asksOf({ asks }: Listing, { text }: Limits): Block[] {
  const blocks = asks.flatMap((ask): Block[] => {
    const { kind, title, rows, note } = askInWords(ask);
    return [
      { kind: 'heading', level: 3, text: title, ask: kind },
      { kind: 'facts', rows: rows.map((row) => ({ ...row, text: cutAt(row.text, text / 2) })) },
      ...(note === null ? [] : [{ kind: 'text' as const, text: cutAt(note, text / 2) }]),
    ];
  });
  return blocks.length === 0 ? [] : [heading('What it seeks'), ...blocks];
}

function textsOf(listing: Listing, { text }: Limits): Block[] {
  const texts = [
    ['The problem', listing.problem],
    ['How it works', listing.howItWorks],
    ['What is different', listing.whatIsDifferent],
  ] as const;
  return texts.flatMap(([title, said]) =>
    said === null || said === '' ? [] : [heading(title), { kind: 'text', text: cutAt(said, text) } as const],
  );
}

function outcomesOf({ outcomes }: Listing, { text, items }: Limits): Block[] {
  if (outcomes.length === 0) return [];
  const left = more(outcomes.length - items);
  const rows = outcomes
    .slice(0, items)
    .map(({ name, unit, ours, existing, better, source }) => [
      cutAt(name, text),
      inUnit(ours, unit ?? null),
      existing == null ? 'not given' : inUnit(existing, unit ?? null),
      better ?? 'not given',
      cutAt(source ?? '', text / 2) || 'not given',
    ]);
  return [
    heading('What it achieves'),
    { kind: 'table', head: ['Outcome', 'This innovation', 'What exists', 'Better', 'Source'], rows },
    ...(left === '' ? [] : [{ kind: 'text' as const, text: `${left} outcomes` }]),
  ];
}

const levelInWords = (level: number) => (level === 0 ? 'none yet' : `${level} of 5 (${evidenceLevels[level] ?? ''})`);

function evidenceOf(listing: Listing, { text, items }: Limits): Block[] {
  const { evidence, reviewedEvidenceLevel: reviewed, reviewedEvidenceNote: note, evidenceNextStep: next } = listing;
  const left = more(evidence.length - items);
  const list = evidence.slice(0, items).map((item) => ({
    text: `${item.title}: ${evidenceInWords(item)}.${item.finding ? ` ${cutAt(item.finding, text / 2)}` : ''}`,
    ...(item.url == null ? {} : { link: item.url }),
  }));
  return [
    heading('Evidence'),
    {
      kind: 'facts',
      rows: [
        { term: 'Self-assessed', text: levelInWords(listing.evidenceLevel) },
        { term: 'Reviewed', text: reviewed === null ? 'not yet' : levelInWords(reviewed) },
        ...(note ? [{ term: 'The reviewer', text: cutAt(note, text / 2) }] : []),
        ...(next ? [{ term: 'Next step', text: cutAt(next, text / 2) }] : []),
      ],
    },
    ...(listing.evidenceAnswers.length === 0
      ? []
      : [{ kind: 'list' as const, items: listing.evidenceAnswers.map((one) => ({ text: evidenceQuestions[one] })) }]),
    ...(list.length === 0
      ? []
      : [{ kind: 'list' as const, items: [...list, ...(left === '' ? [] : [{ text: left }])] }]),
  ];
}

function copyingOf({ replicationTerms: terms }: Listing): Block[] {
  if (terms === null) return [];
  const { label, text } = replicationInWords[terms];
  return [heading('Copying it'), { kind: 'text', text: `${label}. ${text}` }];
}

function linksOf({ links }: Listing, { items }: Limits): Block[] {
  if (links.length === 0) return [];
  const left = more(links.length - items);
  const shown = links.slice(0, items).map(({ label, url }) => ({ text: label, link: url }));
  return [heading('Links'), { kind: 'list', items: [...shown, ...(left === '' ? [] : [{ text: left }])] }];
}

/** By their titles: the files themselves are on the page. */
function documentsOf({ documents }: Listing, { items }: Limits): Block[] {
  if (documents.length === 0) return [];
  const left = more(documents.length - items);
  const shown = documents.slice(0, items).map(({ title }) => ({ text: title }));
  return [
    heading('Documents on its page'),
    { kind: 'list', items: [...shown, ...(left === '' ? [] : [{ text: left }])] },
  ];
}

function placesOf(listing: Listing, names: PlaceNames, { items }: Limits): Fact[] {
  const authorities = listing.localAuthorities.map((code) => names.localAuthorities[code] ?? code);
  const rows: [string, string][] = [
    ['Works in', listing.national ? 'All of the UK' : listInWords(listing.regions.map((code) => regions[code]))],
    ['There, in', firstOf(authorities, Math.max(items, 3))],
    ['Could also work in', listInWords(listing.couldWorkIn.map((code) => regions[code]))],
  ];
  return rows.flatMap(([term, text]) => (text === '' ? [] : [{ term, text }]));
}

function asideOf(listing: Listing, names: PlaceNames, limits: Limits): Block[] {
  const { organisation, serviceAreas, stage } = listing;
  const areas = serviceAreas.map((code) => ({ text: names.serviceAreas[code] ?? code }));
  const places = placesOf(listing, names, limits);
  const { publishedAt } = listing;
  return [
    heading('In short'),
    {
      kind: 'facts',
      rows: [...(stage === null ? [] : [{ term: 'Stage', text: stages[stage] }]), ...factsInWords(listing)],
    },
    ...(areas.length === 0 ? [] : [heading('Service areas', 3), { kind: 'list' as const, items: areas }]),
    ...(places.length === 0 ? [] : [heading('Where it works'), { kind: 'facts' as const, rows: places }]),
    ...evidenceOf(listing, limits),
    ...copyingOf(listing),
    heading('Who is behind it'),
    { kind: 'text', text: organisation.name, bold: true },
    ...(organisation.verified ? [{ kind: 'text' as const, text: 'Verified by the exchange' }] : []),
    {
      kind: 'facts',
      rows: [
        ...organisation.identifiers.map(({ scheme, id }) => ({ term: schemes[scheme]?.label ?? scheme, text: id })),
        ...(publishedAt === null ? [] : [{ term: 'Published', text: dayInWords(publishedAt) }]),
      ],
    },
  ];
}

/** @param limits the smaller, the less is told of long texts and long lists; short fields are always there */
export function leafOf(listing: Listing, names: PlaceNames, limits: Limits): Leaf {
  const state = listing.state === 'published' ? '' : ' This is a draft: it is not public.';
  const demonstration = listing.isDemonstration ? ' Demonstration: nobody is waiting for an answer.' : '';
  return {
    title: listing.title ?? 'No title yet',
    by: `By ${listing.organisation.name}.${demonstration}${state}`,
    summary: listing.summary ?? '',
    main: [
      ...asksOf(listing, limits),
      ...textsOf(listing, limits),
      ...outcomesOf(listing, limits),
      ...linksOf(listing, limits),
      ...documentsOf(listing, limits),
    ],
    aside: asideOf(listing, names, limits),
  };
}
