// Who may do what with interests and matches, as a table of role × action.
import type { MemberRole } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import type { Person } from '../accounts/policy.ts';
import { canReadInterests, canSetOwnAlert, canWriteInterests, sideOf } from './policy.ts';

const ours = 'ours';
const person = (role: MemberRole | 'outsider' | 'staff'): Person => ({
  isStaff: role === 'staff',
  emailVerified: true,
  memberships: new Map(role === 'outsider' || role === 'staff' ? [] : [[ours, role]]),
});

describe('interests', () => {
  it.each([
    ['owner', true, true, true],
    ['editor', true, true, true],
    ['viewer', true, false, true],
    ['staff', true, true, false],
    ['outsider', false, false, false],
  ] as const)('%s: read %s, write %s, choose own mail %s', (role, read, write, alert) => {
    expect(canReadInterests(person(role), ours)).toBe(read);
    expect(canWriteInterests(person(role), ours)).toBe(write);
    expect(canSetOwnAlert(person(role), ours)).toBe(alert);
  });

  it('are nobody’s who is not signed in', () => {
    expect(canReadInterests(undefined, ours)).toBe(false);
    expect(canWriteInterests(undefined, ours)).toBe(false);
  });
});

describe('the side of a match', () => {
  const ofOurInterest = { interestOrganisationId: ours, listingOrganisationId: 'theirs' };
  const ofOurListing = { interestOrganisationId: 'theirs', listingOrganisationId: ours };
  it.each([
    ['owner', 'interest', 'listing'],
    ['viewer', 'interest', 'listing'],
    ['staff', 'interest', 'interest'],
    ['outsider', undefined, undefined],
  ] as const)('%s: of our interest %s, of our listing %s', (role, first, second) => {
    expect(sideOf(person(role), ofOurInterest)).toBe(first);
    expect(sideOf(person(role), ofOurListing)).toBe(second);
  });
});
