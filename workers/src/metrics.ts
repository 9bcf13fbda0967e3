// What the workers count, for whoever watches them.
import { Counter, Gauge, Registry } from 'prom-client';

export interface Readings {
  /** Facts that no relay has taken yet, and the age of the oldest in seconds. */
  outbox: () => Promise<{ waiting: number; ageSeconds: number }>;
  pendingEmails: () => Promise<number>;
  jobs: () => Promise<Record<string, Record<string, number>>>;
}

export function createMetrics(readings: Readings) {
  const registers = [new Registry()];
  const jobs = new Counter({
    name: 'exchange_jobs_total',
    help: 'Attempts at jobs that ended, by job and result.',
    labelNames: ['job', 'result'],
    registers,
  });
  const emails = new Counter({
    name: 'exchange_emails_total',
    help: 'Messages by what became of them.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const relayed = new Counter({ name: 'exchange_relayed_total', help: 'Facts turned into jobs.', registers });
  const waiting = new Gauge({ name: 'exchange_outbox_waiting', help: 'Facts not yet turned into jobs.', registers });
  const age = new Gauge({ name: 'exchange_outbox_age_seconds', help: 'Age of the oldest of them.', registers });
  const pending = new Gauge({ name: 'exchange_emails_pending', help: 'Messages not yet sent.', registers });
  const queued = new Gauge({
    name: 'exchange_queue_jobs',
    help: 'Jobs in the queue, by queue and state.',
    labelNames: ['queue', 'state'],
    registers,
  });
  return {
    jobs,
    emails,
    relayed,
    /** The figures as text, in the format of Prometheus; what stands in the database is read now. */
    text: async (): Promise<string> => {
      const [outbox, mail, counts] = await Promise.all([readings.outbox(), readings.pendingEmails(), readings.jobs()]);
      waiting.set(outbox.waiting);
      age.set(outbox.ageSeconds);
      pending.set(mail);
      for (const [queue, states] of Object.entries(counts)) {
        for (const [state, count] of Object.entries(states)) queued.set({ queue, state }, count);
      }
      const [registry] = registers;
      return registry ? registry.metrics() : '';
    },
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
