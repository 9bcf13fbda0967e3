// What an organisation shares with others: listings handed from one to the other, and listings written together.
import { redirect, type ActionFailure } from '@sveltejs/kit';
import type { ApiResult } from '#lib/api/client.ts';
import { need } from '#lib/api/guard.ts';
import { getOrganisation } from '#lib/api/organisations.ts';
import { decideTransfer, joinAsPartner, listPartnerships, listTransfers, removePartner } from '#lib/api/sharing.ts';
import { refuse, type Refused } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { partnershipView, transferView } from '#lib/organisations/shared.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { mayManage } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  accepted: 'The listing is yours now. You find it among your listings.',
  declined: 'Declined. The listing stays where it is, and they are told.',
  cancelled: 'Taken back. The listing stays with you.',
  joined: 'You write it together now. Your owners and editors can change what it says.',
  left: 'Done. You have nothing to do with that listing any more.',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const cursor = (list: string) => url.searchParams.get(list) ?? undefined;
  const [found, transfers, partnerships] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    listTransfers(locals.api, params.slug, cursor('transfers')),
    listPartnerships(locals.api, params.slug, cursor('partnerships')),
  ]);
  const { id, name, slug } = need(found, url.pathname);
  const { items: waiting, nextCursor: transfersOn } = need(transfers, url.pathname);
  const { items: partners, nextCursor: partnershipsOn } = need(partnerships, url.pathname);
  const together = partners.map(partnershipView);
  /** The rest of one list; of the other it shows the same part as now. */
  const rest = (list: string, next: string | null) => {
    if (next === null) return null;
    const search = new URLSearchParams(url.searchParams);
    search.delete('done');
    search.set(list, next);
    return `?${search.toString()}`;
  };
  const mine = person.memberships.find(({ organisation }) => organisation.id === id);
  return {
    organisation: { id, name, slug },
    tabs: organisationTabs(slug, 'shared', mayManage(person, id)),
    isOwner: mine?.role === 'owner',
    mayWrite: mine?.role === 'owner' || mine?.role === 'editor',
    toUs: waiting.filter(({ to }) => to.id === id).map(transferView),
    fromUs: waiting.filter(({ from }) => from.id === id).map(transferView),
    asked: together.filter(({ isAccepted }) => !isAccepted),
    together: together.filter(({ isAccepted }) => isAccepted),
    moreTransfers: rest('transfers', transfersOn),
    morePartnerships: rest('partnerships', partnershipsOn),
    isFirst: !url.searchParams.has('transfers') && !url.searchParams.has('partnerships'),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
  };
};

type Event = Parameters<NonNullable<Actions[string]>>[0];

async function answer(
  { locals, params, request, url }: Event,
  done: string,
  act: (values: Values) => Promise<ApiResult<unknown>>,
): Promise<ActionFailure<Refused>> {
  requirePerson({ locals, url });
  const values = readForm(await request.formData());
  const result = await act(values);
  if (!result.ok) return refuse(result, values, {}, url.pathname);
  redirect(303, `/organisations/${params.slug}/shared?done=${done}`);
}

export const actions: Actions = {
  accept: (event) =>
    answer(event, 'accepted', (values) => decideTransfer(event.locals.api, first(values, 'id'), 'accept')),
  decline: (event) =>
    answer(event, 'declined', (values) => decideTransfer(event.locals.api, first(values, 'id'), 'decline')),
  cancel: (event) =>
    answer(event, 'cancelled', (values) => decideTransfer(event.locals.api, first(values, 'id'), 'cancel')),
  join: (event) =>
    answer(event, 'joined', (values) =>
      joinAsPartner(event.locals.api, first(values, 'listing'), first(values, 'organisation')),
    ),
  leave: (event) =>
    answer(event, 'left', (values) =>
      removePartner(event.locals.api, first(values, 'listing'), first(values, 'organisation')),
    ),
};
