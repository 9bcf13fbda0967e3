// The organisation endpoints as OpenAPI and the handlers see them.
import {
  CreateOrganisationBody,
  EmailAddress,
  Id,
  Instant,
  MemberRole,
  Organisation,
  OwnListing,
  pageOf,
  TokenBody,
  UpdateOrganisationBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { PageRequest, SlugOrId, SlugParams } from '../requests.ts';

const tags = ['organisations'];
const MemberParams = z.object({ slug: SlugOrId, userId: z.uuid() });
const Members = z.object({
  items: z.array(
    z.object({ user: z.object({ id: Id, name: z.string(), email: z.string() }), role: MemberRole, createdAt: Instant }),
  ),
});

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
    summary: 'Its listings in every state (members, staff), the one changed last first',
    security: bearer,
    params: SlugParams,
    querystring: PageRequest,
    response: { 200: pageOf(OwnListing) },
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
    body: z.strictObject({ role: MemberRole }),
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
    summary: 'Invite somebody by mail (owners); the link lasts 14 days',
    security: bearer,
    params: SlugParams,
    body: z.strictObject({ email: EmailAddress, role: MemberRole }),
    response: { 201: z.object({ id: Id, email: z.string(), role: MemberRole, expiresAt: Instant }) },
  },
  [401, 403, 404, 409, 422],
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
