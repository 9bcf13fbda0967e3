// `npm run chaos [-- --redis] [-- --kills 50] [-- --seed 1]`: kill -9 at random moments. Nothing may be lost, and nothing come twice.
import { parseArgs } from 'node:util';
import { runChaos, type ChaosResult } from './run.ts';

const HELP = `npm run chaos -- [--redis] [--kills N] [--seed N]
  Kills workers, their relays and the database outright, N times (50), while listings are published.
  --redis   the queue in a Redis (redis-server in PATH) instead of PostgreSQL; it is killed too, and comes back with
            what it had written down or with nothing
  Ends with 1 when a message was lost, or came twice but for the one in flight.`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      redis: { type: 'boolean', default: false },
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      help: { type: 'boolean', default: false },
    },
  });
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  if (!Number.isInteger(kills) || kills < 1 || kills > 10_000 || !Number.isInteger(seed))
    throw new Error(`--kills must be a whole number from 1 to 10,000, and --seed a whole number.\n${HELP}`);
  return { kills, seed, help: values.help, backend: values.redis ? ('redis' as const) : ('postgres' as const) };
}

function toTable(result: ChaosResult, seed: number): string {
  const killed = Object.entries(result.killed).map(([name, times]) => `${name} ${times}`);
  const rows: [string, string | number][] = [
    ['queue in', result.backend],
    ['killed outright', `${result.kills} times (${killed.sort().join(', ')}), seed ${seed}`],
    ['ended by themselves', result.crashed],
    ['published × readers', `${result.listings} × ${result.readers}`],
    ['messages written', result.written],
    ['messages sent', result.sent],
    ['lost', result.lost],
    ['sent twice', result.twice],
    ['sent again, as they were in flight', result.inFlight],
  ];
  return rows.map(([name, value]) => `${name.padEnd(36)}${value}`).join('\n');
}

async function main(): Promise<void> {
  const { help, ...options } = readOptions();
  if (help) {
    console.log(HELP);
    return;
  }
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  const say = (line: string) => process.stderr.write(`  ${line}\n`);
  const result = await runChaos({ ...options, say }, interrupt.signal);
  console.log(`\n${toTable(result, options.seed)}\n`);
  if (!result.isSettled) console.log('Something was still left to do when it was given up.');
  process.exitCode = result.lost > 0 || result.twice > 0 || result.crashed > 0 || !result.isSettled ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();
