// Organisations: who lists, funds and commissions, and by which identifiers they are known.
import { z } from 'zod';
import { Id, Instant, text, Version, WebAddress } from './common.ts';
import { IdentifierScheme, normaliseIdentifier } from './identifiers.ts';
import { LegalForm, OrganisationRole, Region } from './reference.ts';

/** An identifier as a client sends it; it comes out in its register's normal form, or with that register's error. */
export const IdentifierInput = z
  .strictObject({ scheme: IdentifierScheme, id: z.string().trim().min(1, 'must not be empty').max(40) })
  .transform((given, context) => {
    const result = normaliseIdentifier(given.scheme, given.id);
    if (result.ok) return { scheme: given.scheme, id: result.id };
    context.issues.push({ code: 'custom', message: result.error, path: ['id'], input: given.id });
    return z.NEVER;
  });

export const Identifier = z.object({ scheme: z.string(), id: z.string() }).meta({ id: 'Identifier' });
export type Identifier = z.infer<typeof Identifier>;

/** What stands beside a listing: enough to name an organisation and say whether it was checked. */
export const OrganisationSummary = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    roles: z.array(OrganisationRole),
    identifiers: z.array(Identifier),
    verified: z.boolean(),
  })
  .meta({ id: 'OrganisationSummary' });
export type OrganisationSummary = z.infer<typeof OrganisationSummary>;

export const Organisation = OrganisationSummary.extend({
  legalForm: LegalForm.nullable(),
  regions: z.array(Region),
  website: z.string().nullable(),
  description: z.string(),
  verifiedAt: Instant.nullable(),
  isDemonstration: z.boolean(),
  /** Its listings are published without review; told to staff only. */
  isTrusted: z.boolean().optional(),
  version: Version,
  createdAt: Instant,
}).meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof Organisation>;

/** An organisation to be chosen by its name: public, and enough to tell it from another that is called the same. */
export const NamedOrganisation = OrganisationSummary.extend({ regions: z.array(Region) }).meta({
  id: 'NamedOrganisation',
});
export type NamedOrganisation = z.infer<typeof NamedOrganisation>;
/** What is looked for: words of its name, its register number, or the end of its page's address. */
export const OrganisationSearch = z.strictObject({
  q: text(160, 2),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});
export type OrganisationSearch = z.infer<typeof OrganisationSearch>;

const roles = z
  .array(OrganisationRole)
  .min(1, 'choose at least one')
  .max(3)
  .refine((value) => new Set(value).size === value.length, 'must not name a role twice');

export const CreateOrganisationBody = z.strictObject({
  name: text(160, 2),
  roles,
  legalForm: LegalForm,
  identifiers: z.array(IdentifierInput).max(10).default([]),
  regions: z.array(Region).max(12).default([]),
  website: WebAddress.nullish(),
  description: text(2000).default(''),
});
export type CreateOrganisationBody = z.infer<typeof CreateOrganisationBody>;

export const UpdateOrganisationBody = z.strictObject({
  version: Version,
  name: text(160, 2).optional(),
  roles: roles.optional(),
  legalForm: LegalForm.optional(),
  identifiers: z.array(IdentifierInput).max(10).optional(),
  regions: z.array(Region).max(12).optional(),
  website: WebAddress.nullish(),
  description: text(2000).optional(),
});
export type UpdateOrganisationBody = z.infer<typeof UpdateOrganisationBody>;
