// Keys for programs as their page shows them.
import type { ApiKey, ApiKeyScope } from '@exchange/contracts';
import { ago, day } from '../format/dates.ts';

const scopes: Readonly<Record<ApiKeyScope, string>> = { read: 'May read', write: 'May read and write' };

/** What a key may be for, the safest first. */
export const scopeOptions = [
  { code: 'read', label: scopes.read, hint: 'What your members see: listings, drafts too, interests and matches.' },
  {
    code: 'write',
    label: scopes.write,
    hint: 'As an editor: also make, change, submit and publish listings, write interests, and mark matches.',
  },
];

/** How long a key may work, in days, as choices. */
export const lifetimes = [
  { code: '30', label: '30 days' },
  { code: '90', label: '90 days' },
  { code: '365', label: 'A year' },
];

/** @param now what expiry and use are told from */
export function keyView(
  { id, name, start, scope, madeBy, createdAt, expiresAt, lastUsedAt, works }: ApiKey,
  now: Date,
) {
  const expired = new Date(expiresAt) <= now;
  return {
    id,
    name,
    start: `${start}…`,
    may: scopes[scope],
    made: `Made ${ago(createdAt, now)} by ${madeBy}`,
    used: lastUsedAt === null ? 'not used yet' : `last used ${ago(lastUsedAt, now)}`,
    until: works
      ? `works until ${day(expiresAt)}`
      : expired
        ? `expired on ${day(expiresAt)}`
        : `does not work: ${madeBy} is no owner any more`,
    works,
  };
}
