// Waiting for what Meilisearch does later: a write is done when its task is.
import type { EnqueuedTask, EnqueuedTaskPromise, Meilisearch, Task } from 'meilisearch';

/** How long a task may take, in milliseconds, with those that stand before it. */
const SLOWEST_TASK = 300_000;
const waiting = { timeout: SLOWEST_TASK, interval: 25 };

function check(result: Task, forgiven: readonly string[] = []): void {
  if (result.status !== 'succeeded' && !forgiven.includes(result.error?.code ?? ''))
    throw new Error(`Meilisearch could not do ${result.type}: ${result.error?.message ?? result.status}`);
}

/**
 * Waits until the task is done.
 * @param forgiven codes of failures that are none, because what was asked for is so already
 * @throws with the engine's own words when the task fails, or is not done in five minutes
 */
export async function done(task: EnqueuedTaskPromise, ...forgiven: string[]): Promise<void> {
  check(await task.waitTask(waiting), forgiven);
}

/** The same for a task that was accepted before. */
export async function settled(client: Meilisearch, task: EnqueuedTask): Promise<void> {
  check(await client.tasks.waitForTask(task, waiting));
}
