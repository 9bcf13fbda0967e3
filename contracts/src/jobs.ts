// What crosses the queue: the facts the api writes to the outbox, and the one table of jobs they turn into.
import { z } from 'zod';
import { Id } from './common.ts';

/** Facts, written in the transaction that made them true. */
export const events = {
  /** A listing was published, or a published one changed in what matching looks at. */
  'listing.published': z.object({ listingId: Id }),
  /** A published listing changed in words only, or left the public eye. */
  'listing.changed': z.object({ listingId: Id }),
  'interest.saved': z.object({ interestId: Id }),
  /** An `emails` row waits to be sent. */
  'email.requested': z.object({ emailId: Id }),
  /** Something cards show of an organisation changed (name, identifiers, verification). */
  'organisation.changed': z.object({ organisationId: Id }),
  /** Staff added or removed a synonym. */
  'synonyms.changed': z.object({ synonymId: Id }),
  /** Staff ask that a job which was given up be tried once more. */
  'job.retried': z.object({ deadJobId: Id }),
} as const;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;

/** Jobs carry ids, can run twice, and are total by type: a job without a handler does not compile. */
export const jobs = {
  /** Brings the search document of each listing to what the database says (absent if it is not public). */
  'listing.index': z.object({ listingIds: z.array(Id).min(1) }),
  'listing.match': z.object({ listingId: Id }),
  'interest.match': z.object({ interestId: Id }),
  'organisation.index': z.object({ organisationId: Id }),
  'email.send': z.object({ emailIds: z.array(Id).min(1).max(50) }),
  /** Finds people whose daily or weekly mail is due and composes it. */
  'digest.compose': z.object({}),
  /** Publishes listings whose hour has come, and minds those that nobody has touched for months. */
  'listings.tend': z.object({}),
  /** Finds what was lost between two steps and starts it again. */
  'outbox.sweep': z.object({}),
  /** Tries a job that was given up once more. */
  'job.retry': z.object({ deadJobId: Id }),
  /** Gives the engines of the search the synonyms of staff, whichever changed. */
  'search.synonyms': z.object({ synonymId: Id }),
  /** Reads the words of all interests with the synonyms as they are; without an id, since a release reads them in another way. */
  'interests.reword': z.object({ synonymId: Id.optional() }),
  /** Holds the whole search index against the database and mends it. */
  'search.verify': z.object({}),
  /** Deletes what is past its time: words of mail, the log, notifications, jobs that were decided on. */
  'records.prune': z.object({}),
  /** Reads what came into the mailbox of reports about our mail. */
  'reports.fetch': z.object({}),
} as const;
export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;

/**
 * The jobs that each fact leads to: it is done when all of them are. Mail is not among them: the rows of `emails` say themselves what
 * is still to be sent.
 */
export const jobsOf: Readonly<Record<EventName, readonly JobName[]>> = {
  'listing.published': ['listing.index', 'listing.match'],
  'listing.changed': ['listing.index'],
  'interest.saved': ['interest.match'],
  'email.requested': [],
  'organisation.changed': ['organisation.index'],
  'synonyms.changed': ['search.synonyms', 'interests.reword'],
  'job.retried': ['job.retry'],
};

/** The queue each job goes to: mail never waits behind matching. */
export const queueOf: Readonly<Record<JobName, 'work' | 'mail'>> = {
  'listing.index': 'work',
  'listing.match': 'work',
  'interest.match': 'work',
  'organisation.index': 'work',
  'email.send': 'mail',
  'digest.compose': 'work',
  'listings.tend': 'work',
  'outbox.sweep': 'work',
  'job.retry': 'work',
  'search.synonyms': 'work',
  'interests.reword': 'work',
  'search.verify': 'work',
  'records.prune': 'work',
  'reports.fetch': 'work',
};
export const queueNames = ['work', 'mail'] as const;
export type QueueName = (typeof queueNames)[number];
