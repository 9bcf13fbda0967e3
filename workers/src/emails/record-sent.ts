// Writes down what was sent: one statement for all that gathered while the last one was under way.
import type { Db } from '@exchange/db';
import { recordSent, type Settled } from '@exchange/db/emails/sending';

/** Resolves once this result is in the database. */
export type Recorder = (settled: Settled) => Promise<void>;

/**
 * A thousand results cost a few dozen statements this way, and none waits longer than two of them take. Whoever sent a message waits for
 * its record before beginning another, so no more are unrecorded than conversations are under way.
 */
export function createRecorder(db: Db): Recorder {
  let waiting: { settled: Settled; resolve: () => void; reject: (reason: unknown) => void }[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await recordSent(
          db,
          batch.map(({ settled }) => settled),
        );
        batch.forEach(({ resolve }) => resolve());
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    writing = false;
  }

  return (settled) =>
    new Promise((resolve, reject) => {
      waiting.push({ settled, resolve, reject });
      if (!writing) void write();
    });
}
