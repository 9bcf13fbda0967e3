// Calls about organisations, their members, and invitations.
import type {
  ApiKey,
  CreateOrganisationBody,
  Invitation,
  InvitationView,
  Member,
  MemberRole,
  NamedOrganisation,
  NewApiKey,
  Organisation,
  UpdateOrganisationBody,
} from '@exchange/contracts';
import type { Api } from './client.ts';

const at = (slug: string) => `/organisations/${encodeURIComponent(slug)}`;

export const getOrganisation = (api: Api, slug: string) => api.get<Organisation>(at(slug));
/** By words of a name, a register number or a slug; for who is signed in. */
export const findOrganisations = (api: Api, q: string, limit: number) =>
  api.get<{ items: NamedOrganisation[] }>('/organisations', { q, limit: String(limit) });
export const createOrganisation = (api: Api, body: CreateOrganisationBody, key: string) =>
  api.post<Organisation>('/organisations', body, { 'idempotency-key': key });
export const updateOrganisation = (api: Api, slug: string, body: UpdateOrganisationBody) =>
  api.patch<Organisation>(at(slug), body);

export const listMembers = (api: Api, slug: string) => api.get<{ items: Member[] }>(`${at(slug)}/members`);
export const changeMember = (api: Api, slug: string, userId: string, role: MemberRole) =>
  api.patch<{ items: Member[] }>(`${at(slug)}/members/${encodeURIComponent(userId)}`, { role });
export const removeMember = (api: Api, slug: string, userId: string) =>
  api.delete<undefined>(`${at(slug)}/members/${encodeURIComponent(userId)}`);

export const listApiKeys = (api: Api, slug: string) => api.get<{ items: ApiKey[] }>(`${at(slug)}/api-keys`);
/** The body is checked by the api, which names what is wrong. */
export const createApiKey = (api: Api, slug: string, body: object) => api.post<NewApiKey>(`${at(slug)}/api-keys`, body);
export const revokeApiKey = (api: Api, slug: string, id: string) =>
  api.delete<undefined>(`${at(slug)}/api-keys/${encodeURIComponent(id)}`);

export const listInvitations = (api: Api, slug: string) => api.get<{ items: Invitation[] }>(`${at(slug)}/invitations`);
/** The body is checked by the api, which names what is wrong. */
export const inviteMember = (api: Api, slug: string, body: { email: string; role: string }) =>
  api.post<Invitation>(`${at(slug)}/invitations`, body);
export const resendInvitation = (api: Api, slug: string, id: string) =>
  api.post<Invitation>(`${at(slug)}/invitations/${encodeURIComponent(id)}/resend`);
export const revokeInvitation = (api: Api, slug: string, id: string) =>
  api.delete<undefined>(`${at(slug)}/invitations/${encodeURIComponent(id)}`);
/** What an invitation says; reading it changes nothing. */
export const viewInvitation = (api: Api, token: string) => api.get<InvitationView>('/invitations', { token });
/** One to one's own address, which a notification leads to. */
export const viewMyInvitation = (api: Api, id: string) =>
  api.get<InvitationView>(`/me/invitations/${encodeURIComponent(id)}`);
export const acceptMyInvitation = (api: Api, id: string) =>
  api.post<{ organisation: Organisation; role: MemberRole }>(`/me/invitations/${encodeURIComponent(id)}/accept`);
export const acceptInvitation = (api: Api, token: string) =>
  api.post<{ organisation: Organisation; role: MemberRole }>('/invitations/accept', { token });
