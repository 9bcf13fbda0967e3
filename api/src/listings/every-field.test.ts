// Every field of a listing survives: written, read, revised, reviewed, gone back to, and put where it is searched. A new field fails here first.
import { EvidenceAnswer, ListingContent, regions, toCard, type Listing } from '@exchange/contracts';
import { insertDocument, insertPicture } from '@exchange/db/files/queries';
import { findListing } from '@exchange/db/listings/queries';
import { toDocument } from '@exchange/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../files/hash.ts';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf } from '../testing-people.ts';

let api: TestApi;
let organisationId = '';
let writer = '';
let staff = '';
beforeAll(async () => {
  api = await createTestApi();
  const { organisation, tokens } = await peopleOf(api, { writer: 'editor' });
  organisationId = organisation.id;
  ({ writer, staff } = tokens);
});
afterAll(() => api.close());

/** Texts that are easily broken on their way. */
const texts = [
  '👩‍🦯 says “hello” & <b>bold</b>',
  'مرحبا بالعالم',
  'q\u0323 combining, and a\ttab',
  "'; drop table listings; --",
  '{{name}} ${x} %s \\n',
  '  inner   spaces\n\nand paragraphs',
];

const evidenceQuestions = EvidenceAnswer.options;

/** Content in which every field says something, each time something else. */
function contentOf(seed: number): Required<ListingContent> {
  const words = (field: string) =>
    `${field} ${String(seed)} ${texts[(seed + field.length) % texts.length] ?? ''}`.trim();
  return {
    title: words('title').slice(0, 100),
    summary: words('summary'),
    problem: words('problem'),
    howItWorks: words('how'),
    whatIsDifferent: words('different'),
    innovationType: (['new_service', 'service_interface'] as const)[seed % 2]!,
    stage: (['pilot', 'scale', 'develop'] as const)[seed % 3]!,
    serviceAreas: ['health_social_care.low_vision', 'employment_services'],
    beneficiaries: ['older_people', 'disabled_people'],
    national: seed % 4 === 3,
    regions: ['TLC', 'TLD'],
    localAuthorities: ['E08000037'],
    couldWorkIn: ['TLE'],
    peopleHelpedPerYear: 400 + seed,
    costPerPerson: 120 + seed,
    startedOn: `2005-0${String((seed % 9) + 1)}`,
    replicationTerms: (['open', 'licence'] as const)[seed % 2]!,
    links: [{ label: words('link'), url: `https://example.org/${String(seed)}?a=b&c=%20` }],
    evidenceLevel: 1 + (seed % 5),
    evidenceAnswers: evidenceQuestions.slice(0, 1 + (seed % 5)),
    evidence: [
      {
        kind: 'evaluation',
        title: words('evidence'),
        year: 2000 + seed,
        url: 'https://example.org/e',
        sampleSize: 10 + seed,
        finding: words('finding'),
        comparisonGroup: true,
        author: words('author'),
      },
    ],
    outcomes: [
      {
        name: words('outcome'),
        unit: '£',
        ours: 328.5 + seed,
        existing: -1.25,
        better: 'lower',
        source: words('source'),
      },
    ],
    pictures: [],
    documents: [],
    asks: [
      { kind: 'peers', topic: words('topic'), note: words('note') },
      {
        kind: 'contract',
        valueMin: seed,
        valueMax: 50_000,
        minTermMonths: 36,
        routes: ['direct', 'consortium'],
        capacityPerYear: 800,
        regions: ['TLC'],
        note: words('terms'),
      },
      {
        kind: 'investment',
        amountMin: 5,
        amountMax: 9,
        instruments: ['quasi_equity'],
        purpose: words('purpose'),
        repaymentYears: 5,
        note: words('more'),
      },
      {
        kind: 'research',
        question: words('question'),
        designs: ['rct'],
        dataHeld: words('data'),
        budgetMin: 0,
        budgetMax: 7,
        ethicsStatus: 'not_started',
        note: words('else'),
      },
    ],
  };
}

/** A picture and a document that were sent to a listing, as its content names them. */
async function filesOf(
  listingId: string,
  seed: number,
): Promise<Pick<Required<ListingContent>, 'pictures' | 'documents'>> {
  const file = { listingId, name: `${String(seed)}.pdf`, createdBy: organisationId };
  const bytes = Buffer.from(String(seed));
  const text = texts[seed % texts.length]!.trim();
  const variant = { contentType: 'image/jpeg', width: 1, height: 1, hash: hashOf(bytes), bytes } as const;
  const picture = await insertPicture(api.db, file, [variant]);
  const document = await insertDocument(api.db, {
    ...file,
    contentType: 'application/pdf',
    hash: hashOf(bytes),
    bytes,
  });
  return {
    pictures: [{ fileId: picture, altText: `Shown: ${text}`, caption: `Below: ${text}` }],
    documents: [{ fileId: document, title: `Read: ${text}` }],
  };
}

const post = (id: string, what: string, token: string) => api.ask(`/listings/${id}/${what}`, { method: 'POST', token });
const publicOf = async (id: string) => (await api.ask(`/listings/${id}`)).body;
const patch = (id: string, body: object) => api.ask(`/listings/${id}`, { method: 'PATCH', token: writer, body });

describe('every field', () => {
  it('is among those tried here', () => {
    expect(Object.keys(contentOf(0)).sort()).toEqual(Object.keys(ListingContent.shape).sort());
  });

  it.each([0, 1, 2, 3, 4, 5])('comes out as it went in (%i)', async (seed) => {
    // Files are sent to a listing that is there.
    const { pictures: _, documents: __, ...texts } = contentOf(seed);
    const made = await api.ask('/listings', { body: { organisationId, ...texts }, token: writer });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(texts);
    const { id } = made.body;
    const first = { ...texts, ...(await filesOf(id, seed)) };
    expect((await patch(id, { version: 1, ...first })).body).toMatchObject(first);
    await post(id, 'submit', writer);
    await post(id, 'publish', staff);
    expect(await publicOf(id)).toMatchObject(first);

    // Each field by itself into a revision, and all of them at once onto the page.
    const second = { ...contentOf(seed + 7), ...(await filesOf(id, seed + 7)) };
    for (const [field, value] of Object.entries(second)) {
      const { version } = await publicOf(id);
      expect((await patch(id, { version, [field]: value })).body, field).toMatchObject({ [field]: value });
    }
    expect(await publicOf(id)).toMatchObject(first);
    await post(id, 'submit', writer);
    await post(id, 'publish', staff);
    expect(await publicOf(id)).toMatchObject(second);
    expect((await post(id, 'revisions/1/restore', staff)).body).toMatchObject(first);
    expectSearchable((await findListing(api.db, id))!, first);
  });
});

/** Each field is in the search document: its words in a text that is searched, its codes and figures where filters look. */
function expectSearchable(listing: Listing & { regionsOfLocalAuthorities: string[] }, content: ListingContent): void {
  const document = toDocument(listing, listing.regionsOfLocalAuthorities);
  const searched = [document.title, document.summary, document.body].join('\n');
  const { problem, howItWorks, whatIsDifferent } = content;
  const [evidence] = content.evidence ?? [];
  const [outcome] = content.outcomes ?? [];
  for (const text of [content.title, content.summary, problem, howItWorks, whatIsDifferent])
    expect(searched).toContain(text);
  const [picture, paper] = [content.pictures?.[0], content.documents?.[0]];
  for (const text of [picture?.altText, picture?.caption, paper?.title]) expect(searched).toContain(text);
  for (const text of [evidence?.title, evidence?.finding, evidence?.author, outcome?.name, outcome?.source])
    expect(searched).toContain(text);
  expect(document).toMatchObject({
    stage: content.stage,
    innovationType: content.innovationType,
    beneficiaries: content.beneficiaries,
    localAuthorities: content.localAuthorities,
    national: content.national,
    evidenceLevel: content.evidenceLevel,
    card: toCard(listing),
  });
  expect(document.regions).toEqual(
    content.national ? Object.keys(regions) : expect.arrayContaining(content.regions ?? []),
  );
  expect(document.serviceAreas).toEqual(expect.arrayContaining(content.serviceAreas ?? []));
  expect(document.asks.map(({ kind }) => kind)).toEqual(content.asks?.map(({ kind }) => kind));
}
