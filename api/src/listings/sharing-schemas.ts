// The endpoints of sharing listings and handing them on, as OpenAPI and the handlers see them.
import { PartnerBody, Partnership, Transfer, TransferBody } from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, SlugParams } from '../requests.ts';

const tags = ['listings'];
const security = bearer;
const PartnerParams = z.object({ id: z.uuid(), organisationId: z.uuid() });
const Empty = z.strictObject({}).nullish();

export const invitePartner = endpoint(
  {
    operationId: 'inviteListingPartner',
    tags,
    summary: 'Ask another organisation to write it too (owners and editors); its owners are mailed',
    description: 'Honours Idempotency-Key.',
    security,
    params: IdParams,
    body: PartnerBody,
    response: { 201: Partnership },
  },
  [401, 403, 404, 409, 422],
);
export const listPartners = endpoint(
  {
    operationId: 'listListingPartners',
    tags,
    summary: 'The organisations that write it too, or are asked to (members of either, staff)',
    security,
    params: IdParams,
    response: { 200: z.object({ items: z.array(Partnership) }) },
  },
  [401, 403, 404],
);
export const joinAsPartner = endpoint(
  {
    operationId: 'joinAsListingPartner',
    tags,
    summary: 'Accept to write it too (owners of the organisation that was asked)',
    description: 'Its owners and editors may change what the listing says from then on, but not its state.',
    security,
    params: PartnerParams,
    body: Empty,
    response: { 200: Partnership },
  },
  [401, 403, 404, 422],
);
export const removePartner = endpoint(
  {
    operationId: 'removeListingPartner',
    tags,
    summary: 'End it, take back what was asked, or decline (either side)',
    security,
    params: PartnerParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
export const listPartnerships = endpoint(
  {
    operationId: 'listPartnerships',
    tags: ['organisations'],
    summary: 'Listings of others that it writes too, or is asked to (members, staff)',
    security,
    params: SlugParams,
    response: { 200: z.object({ items: z.array(Partnership) }) },
  },
  [401, 403, 404],
);

export const requestTransfer = endpoint(
  {
    operationId: 'requestListingTransfer',
    tags,
    summary: 'Ask another organisation to take it over (owners); nothing changes until one of its owners accepts',
    description: 'Honours Idempotency-Key. The question stands for 30 days, one at a time.',
    security,
    params: IdParams,
    body: TransferBody,
    response: { 201: Transfer },
  },
  [401, 403, 404, 409, 422],
);
export const listTransfers = endpoint(
  {
    operationId: 'listTransfers',
    tags: ['organisations'],
    summary: 'Transfers that it asked for or is asked for, and that wait for an answer (members, staff)',
    security,
    params: SlugParams,
    response: { 200: z.object({ items: z.array(Transfer) }) },
  },
  [401, 403, 404],
);

const decision = (operationId: string, summary: string) =>
  endpoint(
    { operationId, tags, summary, security, params: IdParams, body: Empty, response: { 200: Transfer } },
    [401, 403, 404, 409, 422],
  );
export const acceptTransfer = decision(
  'acceptTransfer',
  'Take the listing over (owners of the receiving organisation)',
);
export const declineTransfer = decision(
  'declineTransfer',
  'Decline to take it over (owners of the receiving organisation)',
);
export const cancelTransfer = decision(
  'cancelTransfer',
  'Take the question back (owners of the organisation that asked, staff)',
);
