// Role × action × state of listings, as tables.
import { ListingState, type MemberRole } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import type { Person } from '../accounts/policy.ts';
import {
  actions,
  allowedIn,
  canDo,
  canEditIn,
  canRead,
  canReadHistory,
  changesAtOnce,
  type ListingAction,
} from './policy.ts';

const organisationId = '019a5c1e-0000-7000-8000-000000000001';
const person = (role?: MemberRole, isStaff = false): Person => ({
  isStaff,
  emailVerified: true,
  memberships: new Map(role ? [[organisationId, role]] : []),
});
const everyone = {
  nobody: undefined,
  outsider: person(),
  viewer: person('viewer'),
  editor: person('editor'),
  owner: person('owner'),
  staff: person(undefined, true),
};
type Who = keyof typeof everyone;

describe('who sees a listing', () => {
  it.each(ListingState.options)('that is %s', (state) => {
    const listing = { organisationId, state };
    const isPublic = state === 'published';
    for (const who of ['nobody', 'outsider'] as const) expect(canRead(everyone[who], listing), who).toBe(isPublic);
    for (const who of ['viewer', 'editor', 'owner', 'staff'] as const)
      expect(canRead(everyone[who], listing)).toBe(true);
    expect(canRead({ ...person(), isReviewer: true }, listing)).toBe(isPublic || state === 'in_review');
    for (const who of Object.keys(everyone) as Who[])
      expect(canReadHistory(everyone[who], listing), who).toBe(!['nobody', 'outsider'].includes(who));
  });
});

describe('who does what', () => {
  const writers: Who[] = ['editor', 'owner', 'staff'];
  const may: Record<ListingAction, Who[]> = {
    edit: writers,
    delete: writers,
    submit: writers,
    publish: ['staff'],
    requestChanges: ['staff'],
    decline: ['staff'],
    restore: ['staff'],
    schedule: writers,
    confirm: writers,
    pause: writers,
    resume: writers,
    archive: writers,
    reopen: writers,
    share: writers,
    // Nobody promises a listing away for others.
    transfer: ['owner'],
  };
  it.each(actions)('%s', (action) => {
    for (const who of Object.keys(everyone) as Who[])
      expect(canDo(everyone[who], action, { organisationId, state: 'draft' }), who).toBe(may[action].includes(who));
  });
});

describe('who does what of a listing that other organisations write too', () => {
  const partner = '019a5c1e-0000-7000-8000-000000000002';
  const of = (role: MemberRole): Person => ({ ...person(), memberships: new Map([[partner, role]]) });
  const listing = { organisationId, state: 'draft' as const, partnerIds: [partner] };

  it.each([
    // who of the other organisation, reads its inside, may do
    ['viewer', []],
    ['editor', ['edit']],
    ['owner', ['edit']],
  ] as const)('a partner’s %s', (role, allowed) => {
    expect(canRead(of(role), listing)).toBe(true);
    expect(canReadHistory(of(role), listing)).toBe(true);
    expect(actions.filter((action) => canDo(of(role), action, listing))).toEqual(allowed);
    const notAsked = { ...listing, partnerIds: [] };
    expect(canRead(of(role), notAsked)).toBe(false);
    expect(actions.filter((action) => canDo(of(role), action, notAsked))).toEqual([]);
  });
});

describe('in which state', () => {
  it.each([
    ['draft', ['delete', 'edit', 'schedule', 'share', 'submit', 'transfer']],
    ['in_review', ['archive', 'decline', 'publish', 'requestChanges', 'schedule', 'share']],
    ['changes_requested', ['archive', 'edit', 'schedule', 'share', 'submit', 'transfer']],
    ['published', ['archive', 'confirm', 'edit', 'pause', 'restore', 'share', 'transfer']],
    ['paused', ['archive', 'edit', 'restore', 'resume', 'schedule', 'share', 'transfer']],
    ['archived', ['reopen']],
  ] as const)('%s', (state, allowed) => {
    expect(actions.filter((action) => allowedIn[action].includes(state)).sort()).toEqual(allowed);
  });

  it('editing is also for staff in review, and for nobody once it is archived', () => {
    expect(ListingState.options.filter((state) => canEditIn(state, { isStaff: false }))).toEqual([
      'draft',
      'changes_requested',
      'published',
      'paused',
    ]);
    expect(canEditIn('in_review', { isStaff: true })).toBe(true);
    expect(canEditIn('archived', { isStaff: true })).toBe(false);
  });

  it('what is public is changed at once by staff and the trusted, unless a revision is open', () => {
    for (const isStaff of [true, false])
      for (const isTrusted of [true, false]) {
        expect(changesAtOnce({ isStaff, isTrusted, hasOpenRevision: false })).toBe(isStaff || isTrusted);
        expect(changesAtOnce({ isStaff, isTrusted, hasOpenRevision: true })).toBe(false);
      }
  });
});
