// Everything that shows the exchange is right, in order, ending with one line that counts: `N passed, N failed`.
import { fail, Problem } from './lib/problem.mjs';
import { prepareWeb, steps, stopStep, type Count, type Step } from './test/steps.ts';
import { ensureTools } from './test/tools.ts';

const usage = `Usage: npm test [-- --only=NAME[,NAME]]   (${steps.map(({ name }) => name).join(', ')})`;

const state = { isStopped: false };

/** @throws Problem for an argument that means nothing here */
function chooseSteps(args: readonly string[]): Step[] {
  const given = args.filter((arg) => arg !== '--');
  if (given.length === 0) return steps;
  const names = given.flatMap((arg) => (arg.startsWith('--only=') ? arg.slice('--only='.length).split(',') : ['?']));
  const chosen = steps.filter(({ name }) => names.includes(name));
  if (chosen.length < new Set(names).size) throw new Problem(usage);
  return chosen;
}

async function runAll(chosen: readonly Step[]): Promise<Count> {
  const { browser } = ensureTools({
    browser: chosen.some(({ needs }) => needs.browser),
    redis: chosen.some(({ needs }) => needs.redis),
  });
  await prepareWeb();
  const results: { title: string; count: Count; seconds: number }[] = [];
  for (const step of chosen) {
    console.log(`\n── ${step.title}`);
    const began = Date.now();
    results.push({ title: step.title, count: await step.run(browser), seconds: (Date.now() - began) / 1000 });
    if (state.isStopped) break;
  }
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
  stopStep();
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(name, stop);

try {
  const { passed, failed } = await runAll(chooseSteps(process.argv.slice(2)));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || state.isStopped ? 1 : 0);
} catch (error) {
  fail(error);
}
