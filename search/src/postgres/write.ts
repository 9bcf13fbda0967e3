// Writing the index: documents in, documents out, always with the words they bring or take away.
import type { PoolClient } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { namedAuthorities, organisationValue, whole } from '../listings/facets.ts';
import { lettersOf } from '../listings/typos.ts';
import { bandsMaskOf, codeOf, facetNumber, maskOf, numberCodes } from './codes.ts';
import type { Schema } from './schema.ts';
import { cutIntoWords, toVector, wordsOf, type PlacedParts } from './vector.ts';

/** How many listings hold a word more (or fewer) than before. */
export type WordChanges = Map<string, number>;

function count(changes: WordChanges, words: ReadonlySet<string>, by: 1 | -1): void {
  for (const word of words) changes.set(word, (changes.get(word) ?? 0) + by);
}

/** The stems of words by PostgreSQL's own English stemmer; a stop word has none. */
async function stemsOf(client: PoolClient, words: Iterable<string>): Promise<Map<string, string>> {
  const { rows } = await client.query<{ word: string; stem: string }>(
    `select word, stem[1] as stem from unnest($1::text[]) word, ts_lexize('english_stem', word) stem
     where stem <> '{}'`,
    [[...words]],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}

const tagsOf = (document: ListingDocument): string[] => [
  ...document.serviceAreas.map(codeOf.serviceArea),
  ...document.localAuthorities.map(codeOf.localAuthority),
  codeOf.organisation(document.organisationId),
  codeOf.organisation(document.organisationSlug),
];

const organisationOf = (document: ListingDocument) => codeOf.organisationValue(organisationValue(document));

/** Its facet values but asks and amounts (which bear on each other) as 16-bit numbers. */
function facetsOf(document: ListingDocument, numbers: ReadonlyMap<string, number>): string {
  const fixed = [
    ...(document.stage ? [facetNumber('stage', document.stage)] : []),
    ...(document.innovationType ? [facetNumber('innovationType', document.innovationType)] : []),
    ...document.regions.map((region) => facetNumber('region', region)),
    ...document.beneficiaries.map((group) => facetNumber('beneficiary', group)),
    ...Array.from({ length: document.evidenceLevel + 1 }, (_, level) => facetNumber('minEvidence', String(level))),
    ...(document.verified ? [facetNumber('verified', 'true')] : []),
    ...document.wholeRegions.map((region) => facetNumber('localAuthority', whole(region))),
  ];
  const areas = document.serviceAreas.map((code) => numbers.get(codeOf.serviceArea(code)));
  const authorities = namedAuthorities(document).map((code) => numbers.get(codeOf.localAuthority(code)));
  const values = [...fixed, ...areas, ...authorities].filter((number): number is number => number !== undefined);
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes.toString('hex');
}

function toRow(
  document: ListingDocument,
  placed: PlacedParts,
  numbers: ReadonlyMap<string, number>,
  stems: ReadonlyMap<string, string>,
) {
  const { text, length } = toVector(placed, stems);
  const money = (kind: string) => document.asks.find((ask) => ask.kind === kind);
  return {
    id: document.id,
    document,
    published: document.publishedAt,
    amount: document.amount,
    contract_min: money('contract')?.min ?? null,
    contract_max: money('contract')?.max ?? null,
    investment_min: money('investment')?.min ?? null,
    investment_max: money('investment')?.max ?? null,
    research_min: money('research')?.min ?? null,
    research_max: money('research')?.max ?? null,
    beneficiaries: maskOf('beneficiary', document.beneficiaries),
    length,
    asks: maskOf(
      'ask',
      document.asks.map(({ kind }) => kind),
    ),
    bands: bandsMaskOf(document.asks),
    stage: maskOf('stage', document.stage ? [document.stage] : []),
    innovation_type: maskOf('innovationType', document.innovationType ? [document.innovationType] : []),
    regions: maskOf('region', document.regions),
    whole_regions: maskOf('region', document.wholeRegions),
    evidence: document.evidenceLevel,
    verified: document.verified,
    organisation: numbers.get(organisationOf(document)) ?? 0,
    tags: tagsOf(document).flatMap((code) => numbers.get(code) ?? []),
    facets: facetsOf(document, numbers),
    vector: text,
  };
}

const columns =
  'published, amount, contract_min, contract_max, investment_min, investment_max, research_min, research_max, beneficiaries, length, asks, bands, stage, innovation_type, regions, whole_regions, evidence, verified, organisation, tags';

async function takeOut(client: PoolClient, ids: readonly string[], words: WordChanges, schema: Schema): Promise<void> {
  const { rows } = await client.query<{ n: number; document: ListingDocument }>(
    `delete from ${schema}.documents where id = any($1::uuid[]) returning n, document`,
    [ids],
  );
  const removed = await client.query<{ length: number }>(
    `delete from ${schema}.entries where n = any($1::int[]) returning length`,
    [rows.map(({ n }) => n)],
  );
  for (const { document } of rows) count(words, wordsOf(cutIntoWords(document)), -1);
  await changeTotals(client, -1, removed.rows);
}

async function putIn(
  client: PoolClient,
  documents: readonly ListingDocument[],
  words: WordChanges,
  schema: Schema,
): Promise<void> {
  const numbers = await numberCodes(
    client,
    new Set(documents.flatMap((document) => [...tagsOf(document), organisationOf(document)])),
  );
  const cut = documents.map((document) => ({ document, placed: cutIntoWords(document) }));
  const different = cut.map(({ placed }) => wordsOf(placed));
  const stems = await stemsOf(client, new Set(different.flatMap((one) => [...one])));
  const rows = cut.map(({ document, placed }) => toRow(document, placed, numbers, stems));
  await client.query(
    `with given as (
       select * from jsonb_to_recordset($1) as given(
         id uuid, document jsonb, published bigint, amount int, contract_min int, contract_max int, investment_min int,
         investment_max int, research_min int, research_max int, beneficiaries int, length int, asks smallint, bands int, stage smallint,
         innovation_type smallint, regions smallint, whole_regions smallint, evidence smallint, verified boolean, organisation int, tags int[],
         facets text, vector text)
     ), numbered as (
       select nextval('search.entry_numbers')::int as n, given.* from given
     ), entered as (
       insert into ${schema}.entries (n, ${columns}, facets, vector)
       select n, ${columns}, decode(facets, 'hex'), vector::tsvector from numbered
     )
     insert into ${schema}.documents (n, id, document) select n, id, document from numbered`,
    [JSON.stringify(rows)],
  );
  for (const one of different) count(words, one, 1);
  await changeTotals(client, 1, rows);
}

async function changeTotals(client: PoolClient, by: 1 | -1, rows: readonly { length: number }[]): Promise<void> {
  const length = rows.reduce((sum, row) => sum + row.length, 0);
  await client.query('update search.totals set documents = documents + $1, length = length + $2', [
    by * rows.length,
    by * length,
  ]);
}

/** Writes down what was counted. */
export async function changeVocabulary(client: PoolClient, words: WordChanges, schema: Schema): Promise<void> {
  const changed = [...words].filter(([, by]) => by !== 0);
  const stems = await stemsOf(
    client,
    changed.map(([word]) => word),
  );
  const rows = changed.flatMap(([word, by]) => {
    const stem = stems.get(word);
    return stem === undefined ? [] : [{ word, stem, by, length: word.length, letters: lettersOf(word) }];
  });
  await client.query(
    `insert into ${schema}.vocabulary (word, stem, documents, length, letters)
     select word, stem, by, length, letters
     from jsonb_to_recordset($1) as given(word text, stem text, by int, length smallint, letters int)
     on conflict (word) do update set documents = vocabulary.documents + excluded.documents`,
    [JSON.stringify(rows)],
  );
  await client.query(`delete from ${schema}.vocabulary where documents <= 0 and word = any($1)`, [
    changed.filter(([, by]) => by < 0).map(([word]) => word),
  ]);
}

/** Adds or replaces documents, but for the vocabulary, whose changes are counted in `words`; of two with one id the last counts. */
export async function replaceDocuments(
  client: PoolClient,
  documents: readonly ListingDocument[],
  words: WordChanges,
  schema: Schema,
): Promise<void> {
  const latest = [...new Map(documents.map((document) => [document.id, document])).values()];
  await takeOut(
    client,
    latest.map(({ id }) => id),
    words,
    schema,
  );
  await putIn(client, latest, words, schema);
}

/** Adds or replaces documents in a writer's transaction. */
export async function writeDocuments(client: PoolClient, documents: readonly ListingDocument[]): Promise<void> {
  const words: WordChanges = new Map();
  await replaceDocuments(client, documents, words, 'search');
  await changeVocabulary(client, words, 'search');
}

/** Removes what is there of these, in a writer's transaction. */
export async function removeDocuments(client: PoolClient, ids: readonly string[]): Promise<void> {
  const words: WordChanges = new Map();
  await takeOut(client, ids, words, 'search');
  await changeVocabulary(client, words, 'search');
}
