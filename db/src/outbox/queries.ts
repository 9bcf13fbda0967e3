// Writing facts to the outbox, in the transaction that makes them true.
import type { EventName, EventPayload } from '@exchange/contracts';
import type { Db } from '../index.ts';
import { outbox } from './tables.ts';

/** Appends a fact; the relay turns it into jobs once the transaction has committed. */
export async function appendToOutbox<N extends EventName>(db: Db, event: N, payload: EventPayload<N>): Promise<void> {
  await db.insert(outbox).values({ event, payload });
}
