// A listing's PDF, read back by its structure: one page, tagged in order, every fact in it, whatever is written.
import { askInWords, evidenceKinds, type Listing, type ListingContent } from '@exchange/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { cutAt, LEFT_OUT, printable } from './pdf-fonts.ts';
import { readPdf, type ReadPdf, type ReadTag } from './pdf-reading.ts';
import { listingPdf } from './pdf.ts';

let api: TestApi;
let organisationId = '';
let writer = '';
let other = '';
beforeAll(async () => {
  api = await createTestApi();
  const user = await api.aUser();
  organisationId = (await api.anOrganisation({ members: [{ user, role: 'editor' }] })).id;
  writer = await api.signIn(user);
  other = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

const content: ListingContent = {
  title: 'Doorstep opticians',
  summary: 'A van, an optician and a volunteer who stays for tea.',
  problem: 'One in five people over 75 lives with sight loss.\n\nHalf of it could be put right.',
  howItWorks: 'The team visits a place twice a year.',
  whatIsDifferent: 'It goes where people are.',
  innovationType: 'new_service',
  stage: 'pilot',
  serviceAreas: ['health_social_care.low_vision'],
  beneficiaries: ['older_people'],
  regions: ['TLC'],
  localAuthorities: ['E08000037'],
  couldWorkIn: ['TLD'],
  peopleHelpedPerYear: 1240,
  costPerPerson: 86,
  startedOn: '2019-05',
  replicationTerms: 'licence',
  links: [{ label: 'How a day goes', url: 'https://example.org/day' }],
  evidenceLevel: 2,
  evidence: [{ kind: 'evaluation', title: 'Two years on', year: 2024, url: 'https://example.org/e', sampleSize: 412 }],
  outcomes: [{ name: 'Falls', unit: 'falls', ours: 23, existing: 34, better: 'lower', source: 'Table 3' }],
  asks: [
    { kind: 'contract', valueMin: 50_000, valueMax: 200_000, minTermMonths: 36, routes: ['direct'], regions: ['TLC'] },
    { kind: 'peers', topic: 'Others who test sight in places of worship.' },
  ],
};

async function aDraft(about: ListingContent = {}): Promise<string> {
  const { status, body } = await api.ask('/listings', {
    body: { organisationId, ...content, ...about },
    token: writer,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

async function ask(path: string, token?: string, headers: Record<string, string> = {}) {
  const reply = await api.app.inject({
    url: `/api/v1${path}`,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
  });
  return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload };
}
const pdfOf = async (id: string) => readPdf((await ask(`/listings/${id}.pdf`, writer)).bytes);

/** Holds a PDF to what every one is: one page, marked, in English, in our fonts, within its edges. */
function expectWell(pdf: ReadPdf): void {
  expect(pdf).toMatchObject({ pages: 1, isMarked: true, lang: 'en-GB', displaysTitle: true });
  expect(pdf.fonts.every((name) => name.includes('AtkinsonHyperlegibleNext'))).toBe(true);
  expect(pdf.lowest).toBeGreaterThan(10);
  const headings = pdf.root.children[0]?.children.filter(({ role }) => /^H\d$/.test(role)) ?? [];
  let level = 0;
  for (const { role } of headings) {
    expect(Number(role[1])).toBeLessThanOrEqual(level + 1);
    level = Number(role[1]);
  }
  expect(headings.filter(({ role }) => role === 'H1')).toHaveLength(1);
}

const find = (tag: ReadTag, role: string): ReadTag[] => [
  ...(tag.role === role ? [tag] : []),
  ...tag.children.flatMap((child) => find(child, role)),
];

describe('the page', () => {
  it('has its parts in order, as headings, lists, a table and links', async () => {
    const pdf = await pdfOf(await aDraft());
    expectWell(pdf);
    expect(pdf.title).toBe('Doorstep opticians');
    expect(pdf.artifacts).toBe('Innovation Exchange');
    const { root } = pdf;
    expect(root.children.map(({ role }) => role)).toEqual(['Document']);
    expect(find(root, 'H1').map(({ text }) => text)).toEqual(['Doorstep opticians']);
    expect(find(root, 'H2').map(({ text }) => text)).toEqual([
      'What it seeks',
      'The problem',
      'How it works',
      'What is different',
      'What it achieves',
      'Links',
      'In short',
      'Where it works',
      'Evidence',
      'Copying it',
      'Who is behind it',
    ]);
    expect(find(root, 'H3')[0]?.text).toBe('A contract worth £50,000 to £200,000 a year');
    expect(find(root, 'LI').map(({ text }) => text)).toContain('Length 3 years or more');
    const [head, row] = find(root, 'TR');
    expect(head?.children.map(({ role }) => role)).toEqual(['TH', 'TH', 'TH', 'TH', 'TH']);
    expect(row?.children.map(({ role, text }) => `${role} ${text}`)).toEqual([
      'TH Falls',
      'TD 23 falls',
      'TD 34 falls',
      'TD lower',
      'TD Table 3',
    ]);
    expect(pdf.links).toEqual(expect.arrayContaining(['https://example.org/day', 'https://example.org/e']));
    expect(find(root, 'Link').map(({ text }) => text)).toContain('How a day goes');
    for (const fact of [
      'Gateshead',
      'Low vision',
      '1,240 people a year',
      '£86 for each person',
      'May 2019',
      'By licence',
    ])
      expect(pdf.text).toContain(fact);
  });

  it('is one page however much is written, short facts whole and long texts cut at a sentence', async () => {
    const long = 'A sentence that goes on for a while and says little. '.repeat(180).trim();
    const asks: NonNullable<ListingContent['asks']> = [
      { ...content.asks![0]!, note: long.slice(0, 1000) },
      { kind: 'investment', amountMin: 1, amountMax: 2, instruments: ['loan'], purpose: long.slice(0, 1000) },
      { kind: 'research', question: long.slice(0, 1000), designs: ['rct'], dataHeld: long.slice(0, 2000) },
      { kind: 'peers', topic: long.slice(0, 1000), note: long.slice(0, 1000) },
    ];
    const id = await aDraft({
      title: 'W'.repeat(100),
      summary: long.slice(0, 280),
      problem: long,
      howItWorks: long,
      whatIsDifferent: 'x'.repeat(9000),
      beneficiaries: ['older_people', 'carers', 'families', 'veterans', 'women', 'children', 'young_people'],
      couldWorkIn: ['TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK', 'TLL', 'TLM', 'TLN'],
      links: Array.from({ length: 20 }, (_, n) => ({ label: `Link ${n}`, url: `https://example.org/${n}` })),
      evidence: Array.from({ length: 30 }, () => ({
        kind: 'study',
        title: 'T'.repeat(200),
        finding: long.slice(0, 1000),
      })),
      outcomes: Array.from({ length: 20 }, () => ({ name: 'O'.repeat(120), ours: 1, source: long.slice(0, 300) })),
      asks,
    });
    const pdf = await pdfOf(id);
    expectWell(pdf);
    expect(pdf.text).toContain('A sentence that goes on for a while and says little. …');
    expect(pdf.text).toContain('Read the rest at http://localhost:3000/listings/');
    expect(pdf.text).toContain('Northern Ireland');
    for (const { title } of asks.map(askInWords)) expect(pdf.text).toContain(title);
    expect(pdf.text).toContain(evidenceKinds.study);
  });

  it('says so of letters that it has no shapes for, and never breaks on them', async () => {
    const id = await aDraft({
      title: '👩‍🦯 says “hello” & <b>bold</b>',
      summary: 'مرحبا بالعالم and Ŵylfa, e\u0301te\u0301, \u202Eright-to-left\u202C',
      problem: 'zero \u200B width, 漢字 twice 漢字',
      whatIsDifferent: `${'\u0301'.repeat(500)} Z${'\u0334'.repeat(300)}`,
    });
    const pdf = await pdfOf(id);
    expectWell(pdf);
    expect(pdf.title).toBe(`${LEFT_OUT} says “hello” & <b>bold</b>`);
    expect(pdf.text).toContain(`${LEFT_OUT} and Ŵylfa, été, right-to-left`);
    expect(pdf.text).toContain(`${LEFT_OUT} stands for letters that this page has no shapes for.`);
  });

  it('is the same file for the same listing', async () => {
    const listing = (await api.ask(`/listings/${await aDraft()}`, { token: writer })).body as unknown as Listing;
    const draw = async () => listingPdf(listing, { serviceAreas: {}, localAuthorities: {} }, 'https://x');
    expect((await draw()).equals(await draw())).toBe(true);
  });
});

describe('GET /listings/:id.pdf', () => {
  it('gives a published listing to everybody, by slug and id, and keeps it in caches', async () => {
    const listing = await api.aPublishedListing();
    const first = await ask(`/listings/${listing.slug}.pdf`);
    expect(first).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${listing.slug}.pdf"`,
        'cache-control': 'public, max-age=300',
      },
    });
    expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { etag } = first.headers;
    expect((await ask(`/listings/${listing.id}.pdf`)).headers.etag).toBe(etag);
    const again = await ask(`/listings/${listing.slug}.pdf`, undefined, { 'if-none-match': String(etag) });
    expect(again).toMatchObject({ status: 304, headers: { etag } });
    expect(again.bytes).toHaveLength(0);
  });

  it('gives a draft to its members only, and nothing of it to caches', async () => {
    const id = await aDraft();
    const { status, headers, bytes } = await ask(`/listings/${id}.pdf`, writer);
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 200, cache: 'private, no-store' });
    expect((await readPdf(bytes)).text).toContain('This is a draft: it is not public.');
    expect((await ask(`/listings/${id}.pdf`)).status).toBe(404);
    expect((await ask(`/listings/${id}.pdf`, other)).status).toBe(404);
  });

  it('refuses what is no listing', async () => {
    expect((await ask('/listings/never-was.pdf')).status).toBe(404);
    expect((await ask('/listings/never-was.pdf?content=secret')).status).toBe(422);
    expect((await ask('/listings/never-was.pdf', 'no token')).status).toBe(401);
  });
});

describe('the words', () => {
  it('are cut at the end of a sentence, or else of a word', () => {
    expect(cutAt('Short.', 100)).toBe('Short.');
    expect(cutAt('One is here. Two is here. Three.', 26)).toBe('One is here. Two is here. …');
    expect(cutAt('One sentence, which does not end before it is too late', 20)).toBe('One sentence, which …');
    expect(cutAt('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)} …`);
  });

  it('keep what the font has, and name each run it has not once', () => {
    expect(printable('Zażółć gęślą jaźń, Ŷ – £5')).toBe('Zażółć gęślą jaźń, Ŷ – £5');
    expect(printable('a 漢字 漢字 b\tc\r\nd')).toBe(`a ${LEFT_OUT} b c\nd`);
  });
});
