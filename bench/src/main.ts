// `npm run bench [-- name…]`: measures both sides of every ratio and prints one table. A benchmark, never a test.
import { cpus, loadavg } from 'node:os';
import { chooseModules } from './modules.ts';
import type { Row } from './row.ts';
import { toTable } from './table.ts';

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;
/** In a sentence: a query that failed says what the server said, not the whole of itself. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'query' in error && error.cause instanceof Error ? error.cause.message : error.message;
}

async function runAll(names: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  const notRun: string[] = [];
  for (const { name, codes, run } of chooseModules(names)) {
    const began = performance.now();
    process.stderr.write(`${name} (${codes.join(', ')}) … `);
    try {
      const made = await run();
      rows.push(...made);
      process.stderr.write(`${seconds(began)}\n`);
      // Whoever watches, or stops it, has what there is.
      for (const { row, ours, against, ratio } of made)
        process.stderr.write(`  ${row}: ${[ours, against, ratio].filter((cell) => cell !== '').join(', ')}\n`);
    } catch (error) {
      notRun.push(`${codes.join(', ')} (${name}) could not run: ${reasonOf(error)}`);
      process.stderr.write('could not run\n');
    }
  }
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(`\n${toTable(rows)}\n`);
  for (const line of notRun) console.log(line);
  console.log(`Node ${process.version}, ${cpus().length} cores, load ${load.join(' ')} over 1, 5 and 15 minutes.`);
  process.exitCode = notRun.length > 0 ? 1 : 0;
}

try {
  await runAll(process.argv.slice(2));
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
