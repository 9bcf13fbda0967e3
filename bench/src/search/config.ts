// Where the search benchmarks find what they need: read once from the environment.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Where the judged set lies beside a working copy that has it. */
const besideUs = path.resolve(import.meta.dirname, '../../../../shared/data/eval_dev');

export const SearchBenchConfigSchema = z.object({
  /**
   * The folder of the judged set: ukcat_charities.jsonl, ukcat_queries.csv, ukcat_queries_typo.csv, ukcat_qrels.tsv. Unset:
   * `../shared/data/eval_dev`, where that is there.
   */
  EXCHANGE_EVAL_DIR: z
    .string()
    .optional()
    .transform((given) => given ?? (existsSync(besideUs) ? besideUs : undefined)),
  /** A server to make scratch databases on; unset: an embedded one is started. */
  TEST_DATABASE_URL: z.string().optional(),
  MEILI_URL: z.string().optional(),
  MEILI_KEY: z.string().optional(),
  /** Set: also at 100,000 listings, which takes many minutes. */
  BENCH_LARGE: z.string().optional(),
});
export type SearchBenchConfig = z.infer<typeof SearchBenchConfigSchema>;

export function readSearchBenchConfig(): SearchBenchConfig {
  return SearchBenchConfigSchema.parse(process.env);
}
