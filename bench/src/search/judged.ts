// The judged set: real charities as listings, queries, and how well each charity answers each query.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { aDocument } from '@exchange/search/fixtures';
import type { ListingDocument } from '@exchange/search';

export interface JudgedQuery {
  kind: 'single_tag' | 'tag_pair' | 'tag_region' | 'typo';
  text: string;
  /** Gain by source id: 0 when it is not named. */
  relevance: ReadonlyMap<string, number>;
}

export interface JudgedSet {
  documents: ListingDocument[];
  /** The source id of a document's id. */
  sourceOf: ReadonlyMap<string, string>;
  queries: JudgedQuery[];
}

interface Charity {
  id: string;
  name: string;
  activities: string;
  objects: string;
  itl1: string;
}

/** Comma-separated values with a heading; a quoted field may hold commas and doubled quotes. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      if (row.length > 1) rows.push(row);
      row = [];
    }
  }
  const [heading = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(heading.map((name, index) => [name, line[index] ?? ''])));
}

/** A charity as the importer would list it: summary from its activities, body from activities and objects. */
function toDocument({ name, activities, objects, itl1 }: Charity): ListingDocument {
  return aDocument({
    title: name.slice(0, 100),
    summary: activities.slice(0, 280),
    organisationName: name,
    body: [activities, objects].filter(Boolean).join('\n\n'),
    regions: itl1 ? [itl1] : [],
  });
}

function readRelevance(text: string): Map<string, Map<string, number>> {
  const judged = new Map<string, Map<string, number>>();
  for (const line of text.trim().split('\n').slice(1)) {
    const [query = '', source = '', gain = '0'] = line.split('\t');
    const relevance = judged.get(query) ?? new Map<string, number>();
    judged.set(query, relevance.set(source, Number(gain)));
  }
  return judged;
}

/** Reads the set from its folder. */
export function readJudgedSet(folder: string): JudgedSet {
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  const charities = read('ukcat_charities.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Charity);
  const relevance = readRelevance(read('ukcat_qrels.tsv'));
  const documents = charities.map(toDocument);
  const queries = [
    ...readCsv(read('ukcat_queries.csv')).map(({ qid = '', text = '', kind = '' }) => ({ qid, text, kind })),
    ...readCsv(read('ukcat_queries_typo.csv')).map(({ qid = '', text_typo: text = '' }) => ({
      qid,
      text,
      kind: 'typo',
    })),
  ];
  return {
    documents,
    sourceOf: new Map(documents.map(({ id }, index) => [id, charities[index]?.id ?? ''])),
    queries: queries.map(({ qid, text, kind }) => ({
      kind: kind as JudgedQuery['kind'],
      text,
      relevance: relevance.get(qid) ?? new Map<string, number>(),
    })),
  };
}

/** Normalised discounted cumulative gain of the first ten, with gain 2^rel − 1: from 0 to 1. */
export function ndcgAt10(found: readonly string[], relevance: ReadonlyMap<string, number>): number {
  const gains = (relevances: readonly number[]) =>
    relevances.slice(0, 10).reduce((sum, rel, place) => sum + (2 ** rel - 1) / Math.log2(place + 2), 0);
  const ideal = gains([...relevance.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gains(found.map((id) => relevance.get(id) ?? 0)) / ideal;
}
