// The far end of threaded-transport.ts: composes, signs and hands over what it is given, over a pool of connections of its own.
import { workerData } from 'node:worker_threads';
import type { DkimKey } from './dkim.ts';
import { openTransport, SendError, type Outgoing } from './transport.ts';

/** What a thread is told when it is begun. */
export interface ThreadSettings {
  url: string;
  dkim: DkimKey | undefined;
}

/** What became of a message, in a form that crosses between threads: of an error only the text would. */
export type ThreadAnswer =
  { reply: string } | { refused: string; means: Pick<SendError, 'permanent' | 'isAddressDead'> };

const { url, dkim } = workerData as ThreadSettings;
const transport = openTransport(url, dkim);

/** Hands one message over; the task that the thread is given. @throws what is no answer of a mail server, but a fault of ours */
export default async function send(message: Outgoing): Promise<ThreadAnswer> {
  try {
    return { reply: await transport.send(message) };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { permanent, isAddressDead } = error;
    return { refused: error.message, means: { permanent, isAddressDead } };
  }
}
