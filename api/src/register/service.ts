// Looking a charity up by its number: in what we know, and in the register itself where it can be asked.
import {
  normaliseIdentifier,
  regions as regionNames,
  registerAttributions,
  WebAddress,
  type Region,
  type RegisterEntry,
  type RegisterScheme,
} from '@exchange/contracts';
import type { Db } from '@exchange/db';
import {
  findRegisterEntry,
  regionOfPostcode,
  regionsOfAuthorities,
  saveRegisterEntry,
  type RegisterRow,
} from '@exchange/db/register/queries';
import type { Context } from '../context.ts';
import { ApiError, invalid, notFound } from '../errors.ts';
import { RegisterAwayError, type CharityRegister, type RegisteredCharity } from './register.ts';

/** What a register answered is asked for again after so many days. */
const KEEP_DAYS = 7;

const nations: readonly Region[] = ['TLL', 'TLM', 'TLN'];
const england = (Object.keys(regionNames) as Region[]).filter((code) => !nations.includes(code));
/** The register's own names of larger areas, and of countries. */
const areas: Readonly<Record<string, readonly Region[]>> = {
  'throughout london': ['TLI'],
  'throughout england': england,
  'throughout wales': ['TLL'],
  'throughout england and wales': [...england, 'TLL'],
  scotland: ['TLM'],
  'northern ireland': ['TLN'],
};

/** Where it works as the register says, else where its address is. */
async function regionsOf(db: Db, { areas: of, postcode }: RegisteredCharity): Promise<Region[]> {
  const named = [...of.regions, ...of.countries].flatMap((name) => areas[name.toLowerCase()] ?? []);
  const found = [...new Set([...named, ...(await regionsOfAuthorities(db, of.authorities))])].sort();
  if (found.length > 0 || postcode === null) return found;
  const region = await regionOfPostcode(db, postcode);
  return region === undefined ? [] : [region];
}

/** An address as registers have them ("www.example.org", "WWW.EXAMPLE.ORG/") as one that can be followed; null when it is none. */
function toWebsite(given: string | null): string | null {
  if (!given) return null;
  const address = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  const result = WebAddress.safeParse(URL.canParse(address) ? new URL(address).href : address);
  return result.success ? result.data : null;
}

function toEntry(row: RegisterRow & { scheme: string }): RegisterEntry {
  const scheme = row.scheme as RegisterScheme;
  const company = row.companyNumber === null ? undefined : normaliseIdentifier('GB-COH', row.companyNumber);
  const companyNumber = company?.ok ? company.id : null;
  return {
    scheme,
    id: row.identifier,
    name: row.name,
    description: row.activities,
    regions: row.regions,
    website: toWebsite(row.website),
    companyNumber,
    // Royal charters and the like have numbers there too.
    legalForm: /^(\d{8}|(SC|NI)\d{6})$/.test(companyNumber ?? '') ? 'company_limited_by_guarantee' : null,
    source: row.source === 'api' ? 'register' : 'extract',
    asOf: row.fetchedAt?.toISOString() ?? null,
    attribution: registerAttributions[scheme],
  };
}

const isFresh = (row: RegisterRow | undefined, now: Date) =>
  row?.fetchedAt != null && now.getTime() - row.fetchedAt.getTime() < KEEP_DAYS * 86_400_000;

/**
 * What the register says of a number. The register itself is asked where it can be and we do not know it of late; when it is away, what
 * we know is better than nothing.
 * @throws 404 for a number nobody has, 422 for what is none, 503 REGISTER_AWAY when nothing can be said now
 */
export async function findOnRegister(
  { db, now }: Pick<Context, 'db' | 'now'>,
  register: CharityRegister | undefined,
  scheme: RegisterScheme,
  given: string,
): Promise<RegisterEntry> {
  const number = normaliseIdentifier(scheme, given);
  if (!number.ok) throw invalid([{ path: 'id', message: number.error }]);
  const known = await findRegisterEntry(db, scheme, number.id);
  if (!register || scheme !== 'GB-CHC' || isFresh(known, now())) return toEntry(orMissing(known));
  try {
    const charity = await register.findCharity(number.id);
    const row = charity && (await keep(db, scheme, number.id, charity, now()));
    return toEntry(orMissing(row));
  } catch (error) {
    if (!(error instanceof RegisterAwayError)) throw error;
    if (known) return toEntry(known);
    const away = new ApiError(503, 'REGISTER_AWAY', 'We could not reach the register; go on by hand.', {
      retryAfter: 60,
    });
    away.cause = error;
    throw away;
  }
}

function orMissing(row: RegisterRow | undefined): RegisterRow {
  if (!row) throw notFound('This number');
  return row;
}

async function keep(db: Db, scheme: string, identifier: string, charity: RegisteredCharity, at: Date) {
  const row: RegisterRow = {
    scheme,
    identifier,
    name: charity.name.slice(0, 160),
    activities: charity.activities.slice(0, 2000),
    regions: await regionsOf(db, charity),
    website: charity.website,
    companyNumber: charity.companyNumber,
    source: 'api',
    fetchedAt: at,
  };
  await saveRegisterEntry(db, row);
  return row;
}
