// The organisation endpoints as OpenAPI and the handlers see them.
import {
  ChangeMemberBody,
  CreateOrganisationBody,
  Invitation,
  InvitationView,
  InviteBody,
  ListingState,
  Member,
  MemberRole,
  NamedOrganisation,
  Organisation,
  OrganisationSearch,
  OwnListings,
  TokenBody,
  UpdateOrganisationBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { IdParams, itemsOf, NoBody, PageRequest, SlugOrId, SlugParams } from '../requests.ts';

const endpoint = endpointsOf('organisations');
const MemberParams = z.object({ slug: SlugOrId, userId: z.uuid() });
const InvitationParams = z.object({ slug: SlugOrId, id: z.uuid() });
const Members = itemsOf(Member);

export const create = endpoint('createOrganisation', 'Make an organisation and become its owner', {
  description: 'Honours Idempotency-Key. An identifier that another organisation holds is a 409 IDENTIFIER_TAKEN.',
  takes: { body: CreateOrganisationBody },
  makes: Organisation,
  fails: [403, 409],
});
export const find = endpoint('findOrganisations', 'Organisations by name, for those who are signed in to choose from', {
  description:
    'Public facts of at most 20 whose name holds every word of q, or whose register number or slug is q; the best first.',
  takes: { querystring: OrganisationSearch },
  gives: itemsOf(NamedOrganisation),
  fails: [403],
});
export const get = endpoint('getOrganisation', 'An organisation by slug or id', {
  security: nobody,
  takes: { params: SlugParams },
  gives: Organisation,
  fails: [404],
});
export const update = endpoint('updateOrganisation', 'Change an organisation (owners)', {
  description: 'Changing its name or identifiers withdraws its verification, unless staff do it.',
  takes: { params: SlugParams, body: UpdateOrganisationBody },
  gives: Organisation,
  fails: [403, 404, 409],
});
export const listListings = endpoint(
  'listOrganisationListings',
  'Its listings in every state, or in one (members, staff), the one changed last first',
  {
    takes: { params: SlugParams, querystring: PageRequest.extend({ state: ListingState.optional() }) },
    gives: OwnListings,
    fails: [403, 404],
  },
);
export const listMembers = endpoint('listMembers', 'Its members (members, staff)', {
  takes: { params: SlugParams },
  gives: Members,
  fails: [403, 404],
});
export const changeMember = endpoint('changeMember', "Change a member's role (owners)", {
  takes: { params: MemberParams, body: ChangeMemberBody },
  gives: Members,
  fails: [403, 404, 409],
});
export const removeMember = endpoint('removeMember', 'Remove a member (owners), or leave', {
  takes: { params: MemberParams },
  fails: [403, 404, 409],
});
export const invite = endpoint(
  'inviteMember',
  'Invite somebody by mail (owners); the link lasts 14 days, and works once',
  {
    description: 'Honours Idempotency-Key. An earlier invitation to the same address stops working.',
    takes: { params: SlugParams, body: InviteBody },
    makes: Invitation,
    fails: [403, 404, 409],
  },
);
export const listInvitations = endpoint(
  'listInvitations',
  'Invitations that wait for an answer (owners, staff), the newest first',
  { takes: { params: SlugParams }, gives: itemsOf(Invitation), fails: [403, 404] },
);
export const resendInvitation = endpoint(
  'resendInvitation',
  'Mail it again with a new link, good for another 14 days (owners); at most once a minute',
  { takes: { params: InvitationParams, body: NoBody }, gives: Invitation, fails: [403, 404] },
);
export const revokeInvitation = endpoint('revokeInvitation', 'Take an invitation back (owners)', {
  takes: { params: InvitationParams },
  fails: [403, 404],
});
export const viewInvitation = endpoint(
  'viewInvitation',
  'What an invitation says, by the token of its link; looking changes nothing',
  {
    security: nobody,
    takes: { querystring: z.object({ token: TokenBody.shape.token }) },
    gives: InvitationView,
    fails: [404],
  },
);
export const viewMyInvitation = endpoint(
  'viewMyInvitation',
  'What an invitation to one’s own address says, once that is verified; notifications lead here',
  { takes: { params: IdParams }, gives: InvitationView, fails: [404] },
);
export const acceptMyInvitation = endpoint(
  'acceptMyInvitation',
  'Join by an invitation to one’s own, verified address',
  {
    description: '422 INVALID_TOKEN where it is used up, taken back or too old.',
    takes: { params: IdParams, body: NoBody },
    gives: z.object({ organisation: Organisation, role: MemberRole }),
    fails: [404],
  },
);
export const acceptInvitation = endpoint('acceptInvitation', 'Join by the token of a mailed invitation', {
  takes: { body: TokenBody },
  gives: z.object({ organisation: Organisation, role: MemberRole }),
  fails: [403],
});
