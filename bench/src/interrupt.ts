// What is to be ended when the bench is interrupted: servers and programs outlive whoever started them otherwise.

type Cleanup = () => Promise<unknown>;
const cleanups = new Set<Cleanup>();
let isListening = false;

async function endAll(signal: NodeJS.Signals): Promise<void> {
  process.stderr.write(`\n${signal}: ending what was started …\n`);
  // The last thing started stands on those before it.
  for (const cleanup of [...cleanups].reverse()) await cleanup().catch(() => undefined);
  process.exit(130);
}

/** Notes what ends something that was started. @returns what takes the note back, once it has been ended */
export function onInterrupt(cleanup: Cleanup): () => void {
  if (!isListening) {
    isListening = true;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void endAll(signal));
  }
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}
