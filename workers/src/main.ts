// Starts the workers, and stops them cleanly when asked to.
import { startWorkers, type Workers } from './app.ts';
import { readConfig } from './config.ts';
import { createLogger, withoutParameters } from './log.ts';

/** A sentence on what is wrong, for a person at a terminal, and the exit code 1. */
function giveUp(error: unknown): never {
  process.stderr.write(`${withoutParameters(error).message}\n`);
  process.exit(1);
}

async function stopOnSignal(workers: Workers, log: ReturnType<typeof createLogger>): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  log.info({ signal }, 'stopping: what was begun is finished first');
  // Whoever asks a second time does not want to wait.
  process.once('SIGTERM', () => process.exit(1));
  process.once('SIGINT', () => process.exit(1));
  await workers.stop();
  log.info('stopped');
}

try {
  const config = readConfig();
  const log = createLogger(config);
  const workers = await startWorkers({ config, log });
  await stopOnSignal(workers, log);
} catch (error) {
  giveUp(error);
}
