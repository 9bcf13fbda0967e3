// Everything that shows the exchange is right, in order, ending with one line that counts: `N passed, N failed`.
import { fail, Problem } from './lib/problem.mjs';
import { prepareWeb, steps, stopSteps, type Count, type Step } from './test/steps.ts';
import { ensureTools } from './test/tools.ts';

const usage = `Usage: npm test [-- --only=NAME[,NAME]]   (${[...new Set(steps.map(({ name }) => name))].join(', ')})`;

const state = { isStopped: false };

/** @throws Problem for an argument that means nothing here */
function chooseSteps(args: readonly string[]): Step[] {
  const given = args.filter((arg) => arg !== '--');
  if (given.length === 0) return steps;
  const names = given.flatMap((arg) => (arg.startsWith('--only=') ? arg.slice('--only='.length).split(',') : ['?']));
  if (names.some((name) => steps.every((step) => step.name !== name))) throw new Problem(usage);
  return steps.filter(({ name }) => names.includes(name));
}

interface Result {
  title: string;
  count: Count;
  seconds: number;
}

/** Runs steps one after the other. */
async function runSteps(chosen: readonly Step[], browser: string | undefined): Promise<Result[]> {
  const results: Result[] = [];
  for (const { title, lane, run } of chosen) {
    if (state.isStopped) break;
    if (!lane) console.log(`\n── ${title}`);
    const began = Date.now();
    results.push({ title, count: await run(browser), seconds: (Date.now() - began) / 1000 });
  }
  return results;
}

async function runAll(chosen: readonly Step[]): Promise<Count> {
  const { browser } = ensureTools({
    browser: chosen.some(({ needs }) => needs.browser),
    redis: chosen.some(({ needs }) => needs.redis),
  });
  await prepareWeb();
  const inLane = (wanted: Step['lane']) =>
    runSteps(
      chosen.filter(({ lane }) => lane === wanted),
      browser,
    );
  const results = [...(await Promise.all([inLane(1), inLane(2)])).flat(), ...(await inLane(undefined))];
  console.log('');
  for (const { title, count, seconds } of results) {
    const figures = `${count.passed} passed, ${count.failed} failed`;
    console.log(`${count.failed === 0 ? '✓' : '✗'} ${title.padEnd(28)} ${figures.padEnd(24)} ${seconds.toFixed(0)} s`);
  }
  return {
    passed: results.reduce((sum, { count }) => sum + count.passed, 0),
    failed: results.reduce((sum, { count }) => sum + count.failed, 0),
  };
}

/** The first request stops the step that runs and all after it, a second ends at once. */
function stop(): void {
  if (state.isStopped) process.exit(130);
  state.isStopped = true;
  stopSteps();
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(name, stop);

try {
  const { passed, failed } = await runAll(chooseSteps(process.argv.slice(2)));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || state.isStopped ? 1 : 0);
} catch (error) {
  fail(error);
}
