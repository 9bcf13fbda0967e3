// Who acts for an organisation: owners invite, change roles and remove; everybody may leave, but not the last owner.
import { error, redirect, type ActionFailure } from '@sveltejs/kit';
import type { ApiResult } from '#lib/api/client.ts';
import { need } from '#lib/api/guard.ts';
import {
  changeMember,
  getOrganisation,
  inviteMember,
  listInvitations,
  listMembers,
  removeMember,
  resendInvitation,
  revokeInvitation,
} from '#lib/api/organisations.ts';
import { refuse, type Refused } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { invitationView, isRole, memberView, roleOptions } from '#lib/organisations/members.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { mayManage } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  joined: 'You belong to this organisation now.',
  invited: 'Invited. We have mailed them a link that works for 14 days.',
  resent: 'Mailed again, with a new link. The one before does not work any more.',
  revoked: 'Taken back. The link we mailed does not work any more.',
  changed: 'The role is changed.',
  removed: 'Removed. They can see nothing of this organisation any more.',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const { user, memberships } = person;
  const [found, members] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    listMembers(locals.api, params.slug),
  ]);
  const { id, name, slug } = need(found, url.pathname);
  const { items } = need(members, url.pathname);
  const mine = memberships.find(({ organisation }) => organisation.id === id);
  const manages = mayManage(person, id);
  const invitations = manages ? need(await listInvitations(locals.api, params.slug), url.pathname).items : [];
  return {
    organisation: { name, slug },
    tabs: organisationTabs(slug, 'members', manages),
    manages,
    isAlone: items.filter(({ role }) => role === 'owner').length === 1 && mine?.role === 'owner',
    members: items.map((item) => memberView(item, user.id)),
    invitations: invitations.map(invitationView),
    roles: roleOptions,
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
  };
};

type Event = Parameters<NonNullable<Actions[string]>>[0];

/** Does one thing and comes back to the page with the word for it, or with what is wrong. */
async function answer(
  { locals, params, request, url }: Event,
  done: string,
  act: (values: Values) => Promise<ApiResult<unknown>>,
): Promise<ActionFailure<Refused>> {
  requirePerson({ locals, url });
  const values = readForm(await request.formData());
  const result = await act(values);
  if (!result.ok) return refuse(result, values, { email: 'The email address', role: 'The role' }, url.pathname);
  redirect(303, done.startsWith('/') ? done : `/organisations/${params.slug}/members?done=${done}`);
}

export const actions: Actions = {
  invite: (event) =>
    answer(event, 'invited', (values) =>
      inviteMember(event.locals.api, event.params.slug, {
        email: first(values, 'email'),
        role: first(values, 'role'),
      }),
    ),
  resend: (event) =>
    answer(event, 'resent', (values) => resendInvitation(event.locals.api, event.params.slug, first(values, 'id'))),
  revoke: (event) =>
    answer(event, 'revoked', (values) => revokeInvitation(event.locals.api, event.params.slug, first(values, 'id'))),
  change: (event) =>
    answer(event, 'changed', (values) => {
      const id = first(values, 'id');
      const role = first(values, `role.${id}`);
      if (!isRole(role)) error(400, 'That is not a role.');
      return changeMember(event.locals.api, event.params.slug, id, role);
    }),
  remove: (event) =>
    answer(event, 'removed', (values) => removeMember(event.locals.api, event.params.slug, first(values, 'id'))),
  leave: (event) =>
    answer(event, '/account?done=left', () =>
      removeMember(event.locals.api, event.params.slug, event.locals.person?.user.id ?? ''),
    ),
};
