// Formats of organisation identifiers (org-id.guide schemes). Format only: whether a number exists is asked of its register.
import { z } from 'zod';

/**
 * Each scheme's register, the form its ids have once normalised, how to normalise, and the error to show.
 * Sources: org-id.guide lists (ODbL); Companies House prefixes; form rules of the MHCLG grants service.
 */
interface IdentifierRule {
  label: string;
  pattern: RegExp;
  normalise: (given: string) => string;
  error: string;
}

const compact = (given: string) => given.replace(/\s+/g, '').toUpperCase();

const COMPANY_PREFIXES =
  'AC|ZC|FC|GE|LP|OC|SE|SA|SZ|SF|GS|SL|SO|SC|ES|NA|NZ|NF|GN|NL|NC|NI|EN|CE|CS|SG|IP|SP|IC|SI|NP|NV|RC|SR|NR|NO|RS|OE|PC';

export const identifierRules = {
  'GB-CHC': {
    label: 'Charity number (England and Wales)',
    pattern: /^\d{6,7}(-\d{1,4})?$/,
    normalise: compact,
    error: 'Charity number must be 6 or 7 numbers, for example, 123456 or 1234567',
  },
  'GB-SC': {
    label: 'Charity number (Scotland)',
    pattern: /^SC0\d{5}$/,
    // The letter O for the nought is the commonest slip on Scottish numbers.
    normalise: (given) => compact(given).replace(/^SCO/, 'SC0'),
    error: 'Charity number must be 8 characters starting with SC0, for example, SC012345',
  },
  'GB-NIC': {
    label: 'Charity number (Northern Ireland)',
    pattern: /^\d{6}$/,
    normalise: (given) => compact(given).replace(/^NIC/, ''),
    error: 'Charity number must be 6 numbers, with or without NIC in front',
  },
  'GB-COH': {
    label: 'Company number',
    pattern: new RegExp(`^(\\d{8}|(${COMPANY_PREFIXES})[0-9A-Z]{6}|R0\\d{6}|R\\d{7})$`),
    normalise: (given) => compact(given).replace(/^\d{1,7}$/, (digits) => digits.padStart(8, '0')),
    error: 'Company number must be 8 characters, for example 01234567 or SC123456',
  },
  'GB-MPR': {
    label: 'Mutuals public register number',
    pattern: /^[0-9A-Z]{2,9}$/,
    normalise: compact,
    error: 'Register number must be 2 to 9 letters and numbers',
  },
  'GB-LAE': {
    label: 'English council code',
    pattern: /^[A-Z]{3}$/,
    normalise: compact,
    error: 'Council code must be 3 letters, for example GAT',
  },
  'GB-NHS': {
    label: 'NHS organisation code (ODS)',
    pattern: /^[0-9A-Z]{3,6}$/,
    normalise: compact,
    error: 'NHS code must be 3 to 6 letters and numbers',
  },
  'GB-GOR': {
    label: 'Government organisation code',
    pattern: /^[A-Z]{1,3}\d+$/,
    normalise: compact,
    error: 'Code must be 1 to 3 letters and then numbers, for example D1',
  },
  'GB-UKPRN': {
    label: 'UK provider reference number',
    pattern: /^1\d{7}$/,
    normalise: compact,
    error: 'Provider number must be 8 numbers starting with 1',
  },
} as const satisfies Record<string, IdentifierRule>;

export type IdentifierScheme = keyof typeof identifierRules;
const schemes = Object.keys(identifierRules) as [IdentifierScheme, ...IdentifierScheme[]];
export const IdentifierScheme = z.enum(schemes, { error: `must be one of ${schemes.join(', ')}` });

/**
 * Brings an identifier to its register's normal form.
 * SC0 and five digits is a Scottish charity's form and a Scottish company's: the scheme given decides, it is never guessed.
 */
export function normaliseIdentifier(
  scheme: IdentifierScheme,
  given: string,
): { ok: true; id: string } | { ok: false; error: string } {
  const rule: IdentifierRule = identifierRules[scheme];
  const id = rule.normalise(given);
  return rule.pattern.test(id) ? { ok: true, id } : { ok: false, error: rule.error };
}
