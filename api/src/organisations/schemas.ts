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
  Organisation,
  OwnListings,
  TokenBody,
  UpdateOrganisationBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { PageRequest, SlugOrId, SlugParams } from '../requests.ts';

const tags = ['organisations'];
const MemberParams = z.object({ slug: SlugOrId, userId: z.uuid() });
const InvitationParams = z.object({ slug: SlugOrId, id: z.uuid() });
const Members = z.object({ items: z.array(Member) });

export const create = endpoint(
  {
    operationId: 'createOrganisation',
    tags,
    summary: 'Make an organisation and become its owner',
    description: 'Honours Idempotency-Key. An identifier that another organisation holds is a 409 IDENTIFIER_TAKEN.',
    security: bearer,
    body: CreateOrganisationBody,
    response: { 201: Organisation },
  },
  [401, 403, 409, 422],
);
export const get = endpoint(
  {
    operationId: 'getOrganisation',
    tags,
    summary: 'An organisation by slug or id',
    params: SlugParams,
    response: { 200: Organisation },
  },
  [404],
);
export const update = endpoint(
  {
    operationId: 'updateOrganisation',
    tags,
    summary: 'Change an organisation (owners)',
    description: 'Changing its name or identifiers withdraws its verification, unless staff do it.',
    security: bearer,
    params: SlugParams,
    body: UpdateOrganisationBody,
    response: { 200: Organisation },
  },
  [401, 403, 404, 409, 422],
);
export const listListings = endpoint(
  {
    operationId: 'listOrganisationListings',
    tags,
    summary: 'Its listings in every state, or in one (members, staff), the one changed last first',
    security: bearer,
    params: SlugParams,
    querystring: PageRequest.extend({ state: ListingState.optional() }),
    response: { 200: OwnListings },
  },
  [401, 403, 404, 422],
);
export const listMembers = endpoint(
  {
    operationId: 'listMembers',
    tags,
    summary: 'Its members (members, staff)',
    security: bearer,
    params: SlugParams,
    response: { 200: Members },
  },
  [401, 403, 404],
);
export const changeMember = endpoint(
  {
    operationId: 'changeMember',
    tags,
    summary: "Change a member's role (owners)",
    security: bearer,
    params: MemberParams,
    body: ChangeMemberBody,
    response: { 200: Members },
  },
  [401, 403, 404, 409, 422],
);
export const removeMember = endpoint(
  {
    operationId: 'removeMember',
    tags,
    summary: 'Remove a member (owners), or leave',
    security: bearer,
    params: MemberParams,
    response: { 204: nothing },
  },
  [401, 403, 404, 409],
);
export const invite = endpoint(
  {
    operationId: 'inviteMember',
    tags,
    summary: 'Invite somebody by mail (owners); the link lasts 14 days, and works once',
    description: 'Honours Idempotency-Key. An earlier invitation to the same address stops working.',
    security: bearer,
    params: SlugParams,
    body: InviteBody,
    response: { 201: Invitation },
  },
  [401, 403, 404, 409, 422],
);
export const listInvitations = endpoint(
  {
    operationId: 'listInvitations',
    tags,
    summary: 'Invitations that wait for an answer (owners, staff), the newest first',
    security: bearer,
    params: SlugParams,
    response: { 200: z.object({ items: z.array(Invitation) }) },
  },
  [401, 403, 404],
);
export const resendInvitation = endpoint(
  {
    operationId: 'resendInvitation',
    tags,
    summary: 'Mail it again with a new link, good for another 14 days (owners); at most once a minute',
    security: bearer,
    params: InvitationParams,
    body: z.strictObject({}).nullish(),
    response: { 200: Invitation },
  },
  [401, 403, 404, 422],
);
export const revokeInvitation = endpoint(
  {
    operationId: 'revokeInvitation',
    tags,
    summary: 'Take an invitation back (owners)',
    security: bearer,
    params: InvitationParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
export const viewInvitation = endpoint(
  {
    operationId: 'viewInvitation',
    tags,
    summary: 'What an invitation says, by the token of its link; looking changes nothing',
    querystring: z.object({ token: TokenBody.shape.token }),
    response: { 200: InvitationView },
  },
  [404, 422],
);
export const acceptInvitation = endpoint(
  {
    operationId: 'acceptInvitation',
    tags,
    summary: 'Join by the token of a mailed invitation',
    security: bearer,
    body: TokenBody,
    response: { 200: z.object({ organisation: Organisation, role: MemberRole }) },
  },
  [401, 403, 422],
);
