// Adding listings to a shortlist from wherever they are seen: the choices of the form, and what its sending does.
import { randomUUID } from 'node:crypto';
import { DEFAULT_SHORTLIST, type Shortlist } from '@exchange/contracts';
import type { Api, ApiResult } from '../api/client.ts';
import { addToShortlist, createShortlist, listShortlists } from '../api/shortlists.ts';
import { mayWrite, type Membership } from '../session/person.ts';

/** Stands in the form for the list called "Shortlist" that is not there yet. */
const NEW = 'new';

export interface KeepView {
  choices: { code: string; label: string }[];
  /** The list that something was just added to. */
  kept: { href: string; name: string } | null;
}

/**
 * What the form offers a member who may write; null for everybody else.
 * @param kept the id of the list just added to, from the address
 */
export async function keepView(api: Api, membership: Membership | null, kept: string | null): Promise<KeepView | null> {
  if (membership === null || !mayWrite(membership)) return null;
  const found = await listShortlists(api, membership.organisation.slug);
  if (!found.ok) return null;
  const lists = found.data.items;
  const choices = lists.map(({ id, name }) => ({ code: id, label: name }));
  const hasDefault = lists.some(({ name }) => name.toLowerCase() === DEFAULT_SHORTLIST.toLowerCase());
  if (!hasDefault) choices.unshift({ code: NEW, label: DEFAULT_SHORTLIST });
  const list = lists.find(({ id }) => id === kept);
  return { choices, kept: list ? { href: `/shortlists/${list.id}`, name: list.name } : null };
}

/** The list a form names; "new" is made, or found when somebody was quicker. */
async function toListId(api: Api, membership: Membership, choice: string): Promise<ApiResult<{ id: string }>> {
  if (choice !== NEW) return { ok: true, status: 200, data: { id: choice } };
  const { organisation } = membership;
  const made = await createShortlist(api, { organisationId: organisation.id, name: DEFAULT_SHORTLIST }, randomUUID());
  if (made.ok || made.status !== 422) return made;
  const found = await listShortlists(api, organisation.slug);
  if (!found.ok) return found;
  const named = (list: Shortlist) => list.name.toLowerCase() === DEFAULT_SHORTLIST.toLowerCase();
  const there = found.data.items.find(named);
  return there ? { ok: true, status: 200, data: there } : made;
}

/** Adds each listing. @returns the list's id, or the first failure */
export async function keep(
  api: Api,
  membership: Membership,
  choice: string,
  listingIds: readonly string[],
): Promise<ApiResult<{ id: string }>> {
  const list = await toListId(api, membership, choice);
  if (!list.ok) return list;
  for (const listingId of listingIds) {
    const added = await addToShortlist(api, list.data.id, listingId);
    if (!added.ok) return added;
  }
  return list;
}
