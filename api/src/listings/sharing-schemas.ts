// The endpoints of sharing listings and handing them on, as OpenAPI and the handlers see them.
import {
  pageOf,
  PageRequest,
  PartnerBody,
  Partnership,
  Transfer,
  TransferBody,
  TransfersQuery,
} from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, itemsOf, NoBody, SlugParams } from '../requests.ts';

const endpoint = endpointsOf('listings');
const organisationsEndpoint = endpointsOf('organisations');
const PartnerParams = z.object({ id: z.uuid(), organisationId: z.uuid() });

export const invitePartner = endpoint(
  'inviteListingPartner',
  'Ask another organisation to write it too (owners and editors); its owners are mailed',
  {
    description: 'Honours Idempotency-Key.',
    takes: { params: IdParams, body: PartnerBody },
    makes: Partnership,
    fails: [403, 404, 409],
  },
);
export const listPartners = endpoint(
  'listListingPartners',
  'The organisations that write it too, or are asked to (members of either, staff)',
  { takes: { params: IdParams }, gives: itemsOf(Partnership), fails: [403, 404] },
);
export const joinAsPartner = endpoint(
  'joinAsListingPartner',
  'Accept to write it too (owners of the organisation that was asked)',
  {
    description: 'Its owners and editors may change what the listing says from then on, but not its state.',
    takes: { params: PartnerParams, body: NoBody },
    gives: Partnership,
    fails: [403, 404],
  },
);
export const removePartner = endpoint(
  'removeListingPartner',
  'End it, take back what was asked, or decline (either side)',
  { takes: { params: PartnerParams }, fails: [403, 404] },
);
export const listPartnerships = organisationsEndpoint(
  'listPartnerships',
  'Listings of others that it writes too, or is asked to (members, staff)',
  { takes: { params: SlugParams, querystring: PageRequest }, gives: pageOf(Partnership), fails: [403, 404] },
);

export const requestTransfer = endpoint(
  'requestListingTransfer',
  'Ask another organisation to take it over (owners); nothing changes until one of its owners accepts',
  {
    description: 'Honours Idempotency-Key. The question stands for 30 days, one at a time.',
    takes: { params: IdParams, body: TransferBody },
    makes: Transfer,
    fails: [403, 404, 409],
  },
);
export const listTransfers = organisationsEndpoint(
  'listTransfers',
  'Transfers that it asked for or is asked for, and that wait for an answer (members, staff)',
  { takes: { params: SlugParams, querystring: TransfersQuery }, gives: pageOf(Transfer), fails: [403, 404] },
);

const decision = (operationId: string, summary: string) =>
  endpoint(operationId, summary, {
    takes: { params: IdParams, body: NoBody },
    gives: Transfer,
    fails: [403, 404, 409],
  });
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
