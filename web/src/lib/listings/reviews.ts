// The review of a listing as pages show it.
import type { Review } from '@exchange/contracts';
import { moment } from '../format/dates.ts';
import { plural } from '../format/money.ts';
import { partLabel } from './revisions.ts';

export const reviewKinds: Readonly<Record<NonNullable<Review['kind']>, string>> = {
  new: 'New',
  revision: 'Change to a page',
  sample: 'Look afterwards',
};

/** "today", "1 working day", with whether that is beyond what the team means to take. */
export function waitOf(workingDays: number, targetDays: number) {
  return {
    text: workingDays === 0 ? 'since today' : `for ${plural(workingDays, 'working day')}`,
    isLate: workingDays > targetDays,
  };
}

/** Comments with their part in words, oldest first. */
export function commentViews({ comments }: Review) {
  return comments.map(({ id, path, text, author, createdAt, answer, answeredBy }) => ({
    id,
    path,
    part: partLabel(path),
    text,
    by: `${author}, ${moment(createdAt)}`,
    answer,
    answeredBy,
  }));
}
export type CommentView = ReturnType<typeof commentViews>[number];
