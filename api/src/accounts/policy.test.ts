// Role × action, as a table.
import { describe, expect, it } from 'vitest';
import { canManage, canModerate, canReadWithin, canReviewEvidence, canWriteFor, type Person } from './policy.ts';

const ORGANISATION = '019a5c1e-0000-7000-8000-000000000001';
const person = (role?: 'owner' | 'editor' | 'viewer', isStaff = false): Person => ({
  isStaff,
  emailVerified: true,
  memberships: new Map(role ? [[ORGANISATION, role]] : []),
});
const outsider: Person = { ...person(), memberships: new Map([['another', 'owner']]) };

describe('what roles may do for an organisation', () => {
  it.each([
    // who, reads its inside, writes for it, manages it, moderates
    ['nobody', undefined, false, false, false, false],
    ['an outsider', outsider, false, false, false, false],
    ['a viewer', person('viewer'), true, false, false, false],
    ['an editor', person('editor'), true, true, false, false],
    ['an owner', person('owner'), true, true, true, false],
    ['staff', person(undefined, true), true, true, true, true],
  ] as const)('%s', (_name, who, reads, writes, manages, moderates) => {
    expect(canReadWithin(who, ORGANISATION)).toBe(reads);
    expect(canWriteFor(who, ORGANISATION)).toBe(writes);
    expect(canManage(who, ORGANISATION)).toBe(manages);
    expect(canModerate(who)).toBe(moderates);
    expect(canReviewEvidence(who, [ORGANISATION])).toBe(moderates);
  });
});

describe('an appointed reviewer', () => {
  it('reviews the evidence of others, and does nothing else', () => {
    const reviewer: Person = { ...outsider, isReviewer: true };
    expect(canReviewEvidence(reviewer, [ORGANISATION])).toBe(true);
    expect(canReviewEvidence({ ...person('viewer'), isReviewer: true }, ['another', ORGANISATION])).toBe(false);
    for (const rule of [canReadWithin, canWriteFor, canManage]) expect(rule(reviewer, ORGANISATION)).toBe(false);
    expect(canModerate(reviewer)).toBe(false);
  });
});
