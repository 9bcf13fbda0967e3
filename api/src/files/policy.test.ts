// Who may read a file, as a table: the listing's state, whether it names the file, and who asks.
import { describe, expect, it } from 'vitest';
import type { Person } from '../accounts/policy.ts';
import { canReadFile, isPublicFile } from './policy.ts';

const person = (organisationId: string, more: Partial<Person> = {}): Person => ({
  isStaff: false,
  emailVerified: true,
  memberships: new Map([[organisationId, 'viewer']]),
  ...more,
});
const people = {
  nobody: undefined,
  stranger: person('other'),
  member: person('own'),
  partner: person('partner'),
  reviewer: person('other', { isReviewer: true }),
  staff: person('other', { isStaff: true }),
};
type Who = keyof typeof people;
const everybody = Object.keys(people) as Who[];
const inside: Who[] = ['member', 'partner', 'staff'];

describe('canReadFile', () => {
  it.each([
    ['published', true, everybody],
    ['published', false, inside],
    ['in_review', true, [...inside, 'reviewer']],
    ['in_review', false, inside],
    ['draft', true, inside],
    ['changes_requested', true, inside],
    ['paused', true, inside],
    ['archived', true, inside],
  ] as ['published' | 'in_review' | 'draft' | 'paused' | 'archived', boolean, Who[]][])(
    '%s, named: %s → %j',
    (state, isNamed, readers) => {
      const file = { organisationId: 'own', partnerIds: ['partner'], state, isNamed };
      expect(everybody.filter((who) => canReadFile(people[who], file)).sort()).toEqual([...readers].sort());
      expect(isPublicFile(file)).toBe(readers === everybody);
    },
  );
});
