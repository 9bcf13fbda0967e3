// Keeps a part running: starts it again when it dies, with growing pauses, and gives up when it dies at once again and again.
import { Problem } from '../lib/problem.mjs';
import { startChild, type Child, type Part } from './child.ts';

export interface Supervised {
  ready: Promise<void>;
  stop: () => Promise<void>;
  /** Ends it at once, for the second Ctrl-C. */
  kill: () => void;
}

interface Hooks {
  say: (line: string) => void;
  note: (name: string, pid: number | undefined) => void;
  /** Called once when it will not be started again; the exchange then stops. */
  giveUp: (reason: string) => void;
}

/** A death within so long counts as quick; so many of them in a row are the end. */
const QUICK_MS = 30_000;
const MOST_QUICK_DEATHS = 5;
const SAME_LINE_MS = 60_000;

/** Starts `part` and stays with it. Before it was ready once, its death is final and `ready` fails. */
export function supervise(part: Part, hooks: Hooks): Supervised {
  let child: Child;
  let isStopping = false;
  let quickDeaths = 0;
  let pause: NodeJS.Timeout | undefined;
  let wasReady = false;
  const isNews = forgetful();

  const start = () => {
    const began = Date.now();
    child = startChild(part, (line) => {
      // What it says before it was ever ready is told when it fails, and once only.
      if (wasReady && isNews(line)) hooks.say(`${part.name} │ ${line}`);
    });
    hooks.note(part.name, child.pid);
    void child.exited.then((how) => {
      hooks.note(part.name, undefined);
      if (!isStopping && wasReady) onDeath(how, Date.now() - began);
    });
    return child;
  };
  const onDeath = (how: string, livedMs: number) => {
    quickDeaths = livedMs < QUICK_MS ? quickDeaths + 1 : 1;
    if (quickDeaths >= MOST_QUICK_DEATHS) {
      hooks.giveUp(`${part.name} died ${quickDeaths} times in a row (${how}). ${lastWords(child, part)}`);
      return;
    }
    const seconds = 2 ** (quickDeaths - 1);
    hooks.say(`${part.name} stopped (${how}); starting it again in ${seconds} s.`);
    pause = setTimeout(() => {
      child = start();
      child.ready.then(() => hooks.say(`${part.name} is ready again.`)).catch(() => child.kill());
    }, seconds * 1000);
  };

  child = start();
  const ready = child.ready.then(
    () => {
      wasReady = true;
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Problem(`${part.name} did not start: ${reason}. ${lastWords(child, part)}`);
    },
  );
  return {
    ready,
    stop: async () => {
      isStopping = true;
      clearTimeout(pause);
      await child.stop();
    },
    kill: () => {
      isStopping = true;
      child.kill();
    },
  };
}

/** Says whether a line was not said within the last minute: an outage makes the same complaint come many times a second. */
function forgetful(): (line: string) => boolean {
  const saidAt = new Map<string, number>();
  return (line) => {
    const now = Date.now();
    for (const [said, at] of saidAt) if (now - at > SAME_LINE_MS) saidAt.delete(said);
    if (saidAt.has(line)) return false;
    saidAt.set(line, now);
    return true;
  };
}

function lastWords(child: Child, part: Part): string {
  const lines = child.lastLines();
  const words = lines.length > 0 ? `Its last lines:\n${lines.map((line) => `    ${line}`).join('\n')}\n` : '';
  return `${words}The whole log: ${part.logFile}`;
}
