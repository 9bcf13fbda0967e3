// The review of a listing or a revision: what is checked, what the reviewers say of each part, and what the writers answer.
import { z } from 'zod';
import { Id, Instant, text } from './common.ts';

/** `new` is a first publishing, `revision` a change to a page, `sample` a look afterwards at what a trusted organisation published. */
export const ReviewKind = z.enum(['new', 'revision', 'sample']);
export type ReviewKind = z.infer<typeof ReviewKind>;

/** What a reviewer makes sure of before anything is published. */
export const reviewChecklist = {
  plain: 'It is in plain English: somebody from another field would understand it',
  claims: 'Its claims fit its evidence, and figures name their source',
  people: 'It tells nothing personal about clients: nobody can be recognised',
  pictures: 'Its pictures may be shown, and the people in them agree',
  asks: 'What it asks is clear: money, terms and places',
} as const;
export const ReviewPoint = z.enum(Object.keys(reviewChecklist) as [keyof typeof reviewChecklist]);
export type ReviewPoint = z.infer<typeof ReviewPoint>;

export const ReviewComment = z
  .object({
    id: Id,
    /** The part it is about, such as `summary` or `asks`. */
    path: z.string(),
    text: z.string(),
    author: z.string(),
    createdAt: Instant,
    /** What the writers say to it; null until they do. */
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'ReviewComment' });
export type ReviewComment = z.infer<typeof ReviewComment>;

/** Where the review of a listing stands. `kind` is null when nothing of it waits. */
export const Review = z
  .object({
    kind: ReviewKind.nullable(),
    submittedAt: Instant.nullable(),
    /** Working days in London since it was submitted, and how many the team means to take. */
    workingDays: z.int(),
    targetDays: z.int(),
    /** Who is at it; a claim ends by itself after a day. */
    claimedBy: z.string().nullable(),
    isMine: z.boolean(),
    checklist: z.array(ReviewPoint),
    /** Those of every round, oldest first. Writers see them once the round is decided. */
    comments: z.array(ReviewComment),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

export const ChecklistBody = z.strictObject({ points: z.array(ReviewPoint).max(5) });
export const CommentBody = z.strictObject({ path: text(100, 1), text: text(2000, 1) });
export const AnswerBody = z.strictObject({ text: text(2000, 1) });
