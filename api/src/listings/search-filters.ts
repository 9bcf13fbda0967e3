// Which values of a search's filters exist: those of the tables are looked up, where the contracts know the others.
import type { FieldProblem, ListingQuery } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findOrganisation } from '@exchange/db/organisations/queries';
import { listKnownCodes } from '@exchange/db/reference/queries';
import { invalid } from '../errors.ts';

async function problemsOf(
  name: string,
  given: readonly string[],
  what: string,
  isKnown: (value: string) => Promise<boolean>,
): Promise<FieldProblem[]> {
  const known = await Promise.all(given.map(isKnown));
  return given.flatMap((value, index) =>
    known[index] ? [] : [{ path: `${name}.${String(index)}`, message: `there is no ${what} ${value}` }],
  );
}

/** @throws 422 that names every service area, local authority and organisation of the filters that does not exist */
export async function requireKnownFilters(db: Db, query: ListingQuery): Promise<void> {
  const { serviceArea, localAuthority, organisation } = query;
  const codes = serviceArea.length + localAuthority.length > 0 ? await listKnownCodes(db) : undefined;
  const problems = await Promise.all([
    problemsOf('serviceArea', serviceArea, 'service area', async (code) => codes?.serviceAreas.has(code) ?? false),
    problemsOf(
      'localAuthority',
      localAuthority,
      'local authority',
      async (code) => codes?.localAuthorities.has(code) ?? false,
    ),
    problemsOf('organisation', organisation, 'organisation', async (one) => Boolean(await findOrganisation(db, one))),
  ]);
  if (problems.flat().length > 0) throw invalid(problems.flat());
}
