// The table of jobs and what does each: the workers' table of contents.
import type { JobName, JobPayload } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { rewordInterests } from '@exchange/db/interests/reword';
import { matchInterest } from '@exchange/db/matching/match-interest';
import { matchListing } from '@exchange/db/matching/match-listing';
import { keywordBook, type ListingIndex } from '@exchange/search';
import { sendEmails, type SendingParts } from './emails/send-emails.ts';
import { indexListings } from './listings/index-listings.ts';
import { tendListings } from './listings/tend-listings.ts';
import { composeDigests } from './matching/compose-digests.ts';
import { fetchReports, type ReportsMailbox } from './emails/fetch-reports.ts';
import { followOrganisation } from './organisations/follow-organisation.ts';
import { retryJob } from './outbox/retry-job.ts';
import { sweepOutbox } from './outbox/sweep-outbox.ts';
import type { JobQueue, Processor } from './queue.ts';
import { pruneRecords, type Periods } from './records/prune-records.ts';
import { giveSynonyms } from './search/give-synonyms.ts';
import { verifyIndex } from './search/verify-index.ts';

export interface HandlerParts {
  db: Db;
  index: ListingIndex;
  queue: JobQueue;
  sending: SendingParts;
  now: () => Date;
  /** How long a mail sent at once waits for what else is found for its reader. */
  gatherSeconds: number;
  /** How long a job may wait or run before the sweeper asks for it again. */
  sweepSeconds: number;
  /** How long what is kept for a time is kept. */
  keep: Periods;
  /** Where reports about our mail come in; undefined: nowhere. */
  reportsMailbox: ReportsMailbox | undefined;
}

/** Every job: one without a handler does not compile. Each may run twice, or at the same time as its twin. */
type Handlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<unknown> };

export function createHandlers(parts: HandlerParts): Handlers {
  const { db, index, queue, sending, now, gatherSeconds, sweepSeconds, keep, reportsMailbox } = parts;
  const handlers: Handlers = {
    'listing.index': ({ listingIds }) => indexListings(db, index, listingIds),
    'listing.match': ({ listingId }) => matchListing(db, listingId, now(), gatherSeconds),
    'interest.match': ({ interestId }) => matchInterest(db, interestId, now(), gatherSeconds, keywordBook),
    'organisation.index': ({ organisationId }) => followOrganisation(db, index, organisationId, now(), gatherSeconds),
    'email.send': ({ emailIds }) => sendEmails(emailIds, sending),
    'digest.compose': () => composeDigests(db, now()),
    'listings.tend': () => tendListings(db, now()),
    'outbox.sweep': () => sweepOutbox(db, queue, now(), sweepSeconds),
    'job.retry': ({ deadJobId }) => retryJob(db, toProcessor(handlers), deadJobId),
    'search.synonyms': () => giveSynonyms(db, index),
    'interests.reword': () => rewordInterests(db, keywordBook),
    'search.verify': () => verifyIndex(db, index),
    'records.prune': () => pruneRecords(db, now(), keep),
    'reports.fetch': () => fetchReports(db, reportsMailbox),
  };
  return handlers;
}

/** The handlers as the queue calls them: it has checked that the payload is that of the name. */
export function toProcessor(handlers: Handlers): Processor {
  return async (name, payload) => {
    const handler = handlers[name] as (payload: unknown) => Promise<unknown>;
    await handler(payload);
  };
}
