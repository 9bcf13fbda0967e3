// What a public register says of an organisation, so that a form can be filled in from its number.
import { z } from 'zod';
import { Instant } from './common.ts';
import { IdentifierScheme } from './identifiers.ts';
import { LegalForm, Region } from './reference.ts';

/** Registers that can be asked: those of charities. */
export const RegisterScheme = IdentifierScheme.extract(['GB-CHC', 'GB-SC', 'GB-NIC']);
export type RegisterScheme = z.infer<typeof RegisterScheme>;

export const RegisterEntry = z
  .object({
    scheme: RegisterScheme,
    /** In the register's normal form. */
    id: z.string(),
    name: z.string(),
    /** What it does, in the register's words; empty where it says nothing. */
    description: z.string(),
    /** Where it works, or its address lies: to be looked at again. */
    regions: z.array(Region),
    website: z.string().nullable(),
    companyNumber: z.string().nullable(),
    /** Where the entry allows to say. */
    legalForm: LegalForm.nullable(),
    /** `register`: asked at `asOf`; `extract`: of the open data that comes with the exchange. */
    source: z.enum(['register', 'extract']),
    asOf: Instant.nullable(),
    /** What must be said where it is shown (Open Government Licence v3.0). */
    attribution: z.string(),
  })
  .meta({ id: 'RegisterEntry' });
export type RegisterEntry = z.infer<typeof RegisterEntry>;

export const registerAttributions: Readonly<Record<RegisterScheme, string>> = {
  'GB-CHC':
    'Contains information from the register of charities, Charity Commission for England and Wales, under the Open Government Licence v3.0.',
  'GB-SC':
    'Contains information from the Scottish Charity Register supplied by the Office of the Scottish Charity Regulator, under the Open Government Licence v3.0.',
  'GB-NIC':
    'Contains information from the register of the Charity Commission for Northern Ireland, under the Open Government Licence v3.0.',
};
