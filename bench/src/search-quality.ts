// How good the results are: nDCG@10 on a judged set of real charities, by kind of query, beside plain BM25.
import { randomUUID } from 'node:crypto';
import { ListingQuery } from '@exchange/contracts';
import { createListingIndex, type ListingIndex } from '@exchange/search';
import { dropMeilisearchIndex } from '@exchange/search/meilisearch/index';
import type { Row } from './row.ts';
import { acronymRecall, type AcronymRecall } from './search/acronyms.ts';
import { readSearchBenchConfig } from './search/config.ts';
import { ndcgAt10, readJudgedSet, type JudgedQuery, type JudgedSet } from './search/judged.ts';
import { withScratchDatabase } from './search/scratch.ts';

interface Aim {
  name: string;
  /** nDCG@10 of BM25 with a light stemmer and the name twice, as the set's description gives it. */
  bm25: number;
  target: number;
}

const aims: Readonly<Record<JudgedQuery['kind'], Aim>> = {
  single_tag: { name: 'single tag', bm25: 0.49, target: 0.52 },
  tag_pair: { name: 'pair of tags', bm25: 0.238, target: 0.27 },
  typo: { name: 'typo', bm25: 0.209, target: 0.26 },
  tag_region: { name: '"X in REGION"', bm25: 0.12, target: 0.42 },
};

export interface Scored extends JudgedQuery {
  score: number;
}

/** Fills the index with the set and asks every query, as `q` alone, for ten results. */
export async function scoreQueries(index: ListingIndex, set: JudgedSet): Promise<Scored[]> {
  await index.sync();
  await index.upsert(set.documents);
  const scored: Scored[] = [];
  for (const query of set.queries) {
    const { items } = await index.search(ListingQuery.parse({ q: query.text, limit: 10 }));
    const sources = items.map(({ id }) => set.sourceOf.get(id) ?? '');
    scored.push({ ...query, score: ndcgAt10(sources, query.relevance) });
  }
  return scored;
}

function toRow(engine: string, kind: JudgedQuery['kind'], scored: readonly Scored[]): Row {
  const { name, bm25, target } = aims[kind];
  const scores = scored.filter((query) => query.kind === kind).map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return {
    row: `S5 nDCG@10, ${name} (${String(scores.length)} queries), ${engine}`,
    ours: mean.toFixed(3),
    against: `BM25 ${bm25.toFixed(3)}`,
    ratio: (mean / bm25).toFixed(2),
    target: `≥ ${target.toFixed(2)}`,
    ok: mean >= target,
  };
}

function toAcronymRow(engine: string, { acronyms, recall }: AcronymRecall): Row {
  return {
    row: `S5 recall@50 of ${String(acronyms)} acronyms that the set holds or spells out, ${engine}`,
    ours: recall.toFixed(3),
    against: '',
    ratio: '',
    target: 'shown',
    ok: true,
  };
}

/** The rows of S5, on each engine that is there. Needs EXCHANGE_EVAL_DIR. */
export async function searchQuality(): Promise<Row[]> {
  const config = readSearchBenchConfig();
  if (!config.EXCHANGE_EVAL_DIR)
    throw new Error('Set EXCHANGE_EVAL_DIR to the folder of the judged set (ukcat_charities.jsonl and its queries).');
  const set = readJudgedSet(config.EXCHANGE_EVAL_DIR);
  return withScratchDatabase(config, async (databaseUrl) => {
    // An index of its own: the one that is being served from is left alone.
    const meili = { url: config.MEILI_URL ?? '', key: config.MEILI_KEY, uid: `bench_${randomUUID()}` };
    const engines = [
      { databaseUrl },
      ...(meili.url ? [{ databaseUrl, meiliUrl: meili.url, meiliKey: meili.key, meiliIndex: meili.uid }] : []),
    ];
    const rows: Row[] = [];
    for (const engine of engines) {
      const index = createListingIndex(engine);
      try {
        const scored = await scoreQueries(index, set);
        rows.push(...(Object.keys(aims) as JudgedQuery['kind'][]).map((kind) => toRow(index.engine, kind, scored)));
        rows.push(toAcronymRow(index.engine, await acronymRecall(index, set.documents)));
      } finally {
        await index.close();
        if (index.engine === 'meilisearch') await dropMeilisearchIndex(meili);
      }
    }
    return rows;
  });
}
