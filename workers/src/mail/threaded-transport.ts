// A transport whose work (MIME, signatures, SMTP: three quarters of what a message costs) is done by a thread of its own, so that a second
// core sends while the first finds, renders and writes down.
import { Piscina } from 'piscina';
import type { DkimKey } from './dkim.ts';
import type { ThreadAnswer, ThreadSettings } from './transport-thread.ts';
import { CONNECTIONS, SendError, type MailTransport, type Outgoing } from './transport.ts';

/**
 * Starts the thread; connections are made when there is something to send.
 * @param dkim what messages are signed with; undefined: they are not
 * @returns a transport like openTransport's. Should its thread die, what was under way fails, as after a broken line, and another is begun
 */
export function openThreadedTransport(url: string, dkim?: DkimKey): MailTransport {
  const thread = new Piscina<Outgoing, ThreadAnswer>({
    filename: new URL('./transport-thread.ts', import.meta.url).href,
    workerData: { url, dkim } satisfies ThreadSettings,
    minThreads: 1,
    maxThreads: 1,
    // Somewhat more than there are connections: the next message is there when one becomes free.
    concurrentTasksPerWorker: 4 * CONNECTIONS,
    // A thread that waits by Atomics hears nothing from its sockets: connections that the server closes meanwhile would go unnoticed.
    atomics: 'disabled',
  });
  return {
    connections: CONNECTIONS,
    send: async (message) => {
      const answer = await thread.run(message);
      if ('reply' in answer) return answer.reply;
      throw new SendError(answer.refused, undefined, answer.means);
    },
    close: () => thread.destroy(),
  };
}
