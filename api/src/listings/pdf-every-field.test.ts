// Every field of a listing is in its PDF, in words where it is a code. A new field fails here until it is, or is named as left out.
import {
  askInWords,
  beneficiaryGroups,
  evidenceInWords,
  evidenceLevels,
  evidenceQuestions,
  innovationTypes,
  ListingContent,
  regions,
  stages,
} from '@exchange/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { printable } from './pdf-fonts.ts';
import { readPdf } from './pdf-reading.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Pictures stay on the page: a PDF of one page has no room for them. Documents come with files; pdf.test.ts has them. */
type Written = Required<Omit<ListingContent, 'pictures' | 'documents'>>;
const content: Written = {
  title: 'Title: “hello” & <b>bold</b>',
  summary: 'Summary {{name}} ${x} %s',
  problem: 'Problem, first.\n\nProblem, second.',
  howItWorks: 'How été it works.',
  whatIsDifferent: "Different'; drop table listings; --",
  innovationType: 'service_interface',
  stage: 'scale',
  serviceAreas: ['health_social_care.low_vision', 'employment_services'],
  beneficiaries: ['older_people', 'disabled_people'],
  national: false,
  regions: ['TLC', 'TLD'],
  localAuthorities: ['E08000037'],
  couldWorkIn: ['TLE'],
  peopleHelpedPerYear: 4321,
  costPerPerson: 567,
  startedOn: '2005-03-31',
  replicationTerms: 'franchise',
  links: [{ label: 'A label', url: 'https://example.org/?a=b&c=%20' }],
  evidenceLevel: 2,
  evidenceAnswers: ['described', 'measured'],
  evidence: [
    {
      kind: 'trial',
      title: 'A trial',
      year: 2001,
      url: 'https://example.org/trial',
      sampleSize: 12_345,
      finding: 'A finding.',
      comparisonGroup: true,
      author: 'An author',
    },
  ],
  outcomes: [{ name: 'An outcome', unit: '£ a week', ours: 328.5, existing: 452, better: 'lower', source: 'A source' }],
  asks: [
    {
      kind: 'contract',
      valueMin: 11,
      valueMax: 50_000,
      minTermMonths: 30,
      routes: ['subcontract'],
      capacityPerYear: 877,
      regions: ['TLM'],
      note: 'Terms.',
    },
    {
      kind: 'investment',
      amountMin: 5,
      amountMax: 9,
      instruments: ['blended'],
      purpose: 'A purpose.',
      repaymentYears: 7,
      note: 'More.',
    },
    {
      kind: 'research',
      question: 'A question?',
      designs: ['rct'],
      dataHeld: 'Data.',
      budgetMin: 3,
      budgetMax: 8,
      ethicsStatus: 'approved',
      note: 'Else.',
    },
    { kind: 'peers', topic: 'A topic.', note: 'Last.' },
  ],
};

/** How each field reads in the PDF. */
const reads: Record<keyof Written, readonly string[]> = {
  title: [content.title ?? ''],
  summary: [content.summary ?? ''],
  problem: ['Problem, first.', 'Problem, second.'],
  howItWorks: [content.howItWorks ?? ''],
  whatIsDifferent: [content.whatIsDifferent ?? ''],
  innovationType: [innovationTypes.service_interface],
  stage: [stages.scale],
  serviceAreas: ['Low vision', 'Employment services'],
  beneficiaries: [beneficiaryGroups.older_people, 'disabled people'],
  national: [],
  regions: [`${regions.TLC} and ${regions.TLD}`],
  localAuthorities: ['Gateshead'],
  couldWorkIn: [regions.TLE],
  peopleHelpedPerYear: ['4,321 people a year'],
  costPerPerson: ['£567 for each person'],
  startedOn: ['31 March 2005'],
  replicationTerms: ['By franchise'],
  links: ['A label'],
  evidenceLevel: [`2 of 5 (${evidenceLevels[2]})`],
  evidenceAnswers: [evidenceQuestions.described, evidenceQuestions.measured],
  evidence: content.evidence.flatMap((item) => [item.title, evidenceInWords(item), item.finding ?? '']),
  outcomes: ['An outcome', '£328.5 a week', '£452 a week', 'lower', 'A source'],
  asks: content.asks.flatMap((ask) => {
    const { title, rows, note } = askInWords(ask);
    return [title, note ?? '', ...rows.flatMap(({ term, text }) => [term, text])];
  }),
};

describe('every field', () => {
  it('is among those tried here', () => {
    const tried = [...Object.keys(content), 'pictures', 'documents'];
    expect(tried.sort()).toEqual(Object.keys(ListingContent.shape).sort());
  });

  it('is in the PDF', async () => {
    const user = await api.aUser();
    const { id: organisationId } = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
    const token = await api.signIn(user);
    const { status, body } = await api.ask('/listings', { body: { organisationId, ...content }, token });
    expect(status).toBe(201);
    const reply = await api.app.inject({
      url: `/api/v1/listings/${body.id}.pdf`,
      headers: { authorization: `Bearer ${token}` },
    });
    const pdf = await readPdf(reply.rawPayload);
    expect(pdf.pages).toBe(1);
    for (const [field, texts] of Object.entries(reads))
      for (const text of texts) expect(pdf.text, field).toContain(printable(text));
    expect(pdf.links).toEqual(expect.arrayContaining([content.links[0]?.url, content.evidence[0]?.url]));
  });

  it('is in words when it is national', async () => {
    const { id } = await api.aPublishedListing({ national: true, regions: [] });
    const pdf = await readPdf((await api.app.inject({ url: `/api/v1/listings/${id}.pdf` })).rawPayload);
    expect(pdf.text).toContain('Works in All of the UK');
  });
});
