// Gathers the code lists: those of the contracts, and those that are tables. Also: which codes of a listing exist.
import {
  askKinds,
  beneficiaryGroups,
  contractRoutes,
  ethicsStatuses,
  evidenceKinds,
  evidenceLevels,
  identifierRules,
  innovationTypes,
  instruments,
  legalForms,
  organisationRoles,
  regions,
  replicationTerms,
  researchDesigns,
  stages,
  toCodeList,
  type FieldProblem,
  type Reference,
} from '@exchange/contracts';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import type { Context } from '../context.ts';

export async function getReference({ db }: Pick<Context, 'db'>): Promise<Reference> {
  const [serviceAreas, localAuthorities] = await Promise.all([listServiceAreas(db), listLocalAuthorities(db)]);
  return {
    serviceAreas,
    localAuthorities,
    regions: toCodeList(regions),
    stages: toCodeList(stages),
    innovationTypes: toCodeList(innovationTypes),
    askKinds: toCodeList(askKinds),
    evidenceLevels: evidenceLevels.map((label, level) => ({ level, label })),
    legalForms: toCodeList(legalForms),
    organisationRoles: toCodeList(organisationRoles),
    identifierSchemes: Object.entries(identifierRules).map(([code, { label, error }]) => ({
      code,
      label,
      hint: error,
    })),
    beneficiaryGroups: toCodeList(beneficiaryGroups),
    replicationTerms: toCodeList(replicationTerms),
    contractRoutes: toCodeList(contractRoutes),
    instruments: toCodeList(instruments),
    researchDesigns: toCodeList(researchDesigns),
    ethicsStatuses: toCodeList(ethicsStatuses),
    evidenceKinds: toCodeList(evidenceKinds),
  };
}

/** The codes of the tables, as far as writers of listings and interests need them. */
export interface KnownCodes {
  serviceAreas: ReadonlySet<string>;
  localAuthorities: ReadonlySet<string>;
}

/** A problem for each service area and local authority that does not exist. */
export function problemsOfCodes(
  given: { serviceAreas?: readonly string[]; localAuthorities?: readonly string[] },
  known: KnownCodes,
): FieldProblem[] {
  const unknown = (list: 'serviceAreas' | 'localAuthorities', what: string) =>
    (given[list] ?? []).flatMap((code, index) =>
      known[list].has(code) ? [] : [{ path: `${list}.${String(index)}`, message: `there is no ${what} ${code}` }],
    );
  return [...unknown('serviceAreas', 'service area'), ...unknown('localAuthorities', 'local authority')];
}
