// Listings between organisations: who writes one together with its own organisation, and handing one to another.
import { z } from 'zod';
import { Id, Instant, PageRequest, text } from './common.ts';

/** An organisation as far as it takes part in something shared. */
export const Party = z.object({ id: Id, slug: z.string(), name: z.string() }).meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

/** An organisation that writes a listing together with its own; shown on its page. */
export const ListingPartner = Party.extend({ verified: z.boolean() }).meta({ id: 'ListingPartner' });
export type ListingPartner = z.infer<typeof ListingPartner>;

/** What is told of a listing to an organisation that is asked to take it, or to write it too. */
const SharedListing = z.object({
  id: Id,
  slug: z.string().nullable(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  isPublished: z.boolean(),
});

const organisationField = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(120)
  .regex(/^[A-Za-z0-9-]*$/, 'must be the slug or the id of an organisation');

export const PartnerBody = z.strictObject({ organisation: organisationField });
export type PartnerBody = z.infer<typeof PartnerBody>;

/** An organisation that writes a listing too, or is asked to. */
export const Partnership = z
  .object({
    listing: SharedListing,
    /** The listing's own organisation. */
    organisation: Party,
    partner: ListingPartner,
    state: z.enum(['invited', 'accepted']),
    invitedBy: z.string(),
    createdAt: Instant,
    acceptedAt: Instant.nullable(),
  })
  .meta({ id: 'Partnership' });
export type Partnership = z.infer<typeof Partnership>;

export const TransferState = z.enum(['pending', 'accepted', 'declined', 'cancelled', 'expired']);
export type TransferState = z.infer<typeof TransferState>;

/** Which of the transfers that wait: all, or that of one listing. */
export const TransfersQuery = PageRequest.extend({ listing: Id.optional() });
export type TransfersQuery = z.infer<typeof TransfersQuery>;

export const TransferBody = z.strictObject({ toOrganisation: organisationField, note: text(1000).optional() });
export type TransferBody = z.infer<typeof TransferBody>;

/** Handing a listing to another organisation: asked by an owner of the one, and done when an owner of the other accepts. */
export const Transfer = z
  .object({
    id: Id,
    listing: SharedListing,
    from: Party,
    to: Party,
    state: TransferState,
    note: z.string().nullable(),
    requestedBy: z.string(),
    decidedBy: z.string().nullable(),
    /** From then on it can no longer be accepted. */
    expiresAt: Instant,
    decidedAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof Transfer>;
