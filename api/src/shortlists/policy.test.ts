// Who may do what with shortlists, as a table of role × action.
import type { MemberRole } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import type { Person } from '../accounts/policy.ts';
import { canReadShortlists, canWriteShortlists } from './policy.ts';

const ours = 'ours';
const person = (role: MemberRole | 'outsider' | 'staff'): Person => ({
  isStaff: role === 'staff',
  emailVerified: true,
  memberships: new Map(role === 'outsider' || role === 'staff' ? [] : [[ours, role]]),
});

describe('shortlists', () => {
  it.each([
    ['owner', true, true],
    ['editor', true, true],
    ['viewer', true, false],
    ['staff', false, false],
    ['outsider', false, false],
  ] as const)('%s: read %s, write %s', (role, read, write) => {
    expect(canReadShortlists(person(role), ours)).toBe(read);
    expect(canWriteShortlists(person(role), ours)).toBe(write);
  });

  it('are nobody’s who is not signed in', () => {
    expect(canReadShortlists(undefined, ours)).toBe(false);
    expect(canWriteShortlists(undefined, ours)).toBe(false);
  });
});
