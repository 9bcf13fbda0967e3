// The code lists of the exchange and their labels. Service areas and local authorities are tables; the rest stand here.
import { z } from 'zod';

type Labels<T extends string> = Readonly<Record<T, string>>;

/** Makes the schema of a code list from its labels, with an error that lists what is allowed. */
function codes<T extends string>(labels: Labels<T>) {
  const values = Object.keys(labels) as [T, ...T[]];
  const more = `${values.slice(0, 12).join(', ')} or another that GET /api/v1/reference lists`;
  const known = values.length > 12 ? more : values.join(', ');
  return z.enum(values, { error: `must be one of ${known}` });
}

/** What a listing seeks. */
export const askKinds = {
  contract: 'Contract',
  investment: 'Investment',
  research: 'Research',
  peers: 'Peers',
} as const;
export const AskKind = codes(askKinds);
export type AskKind = z.infer<typeof AskKind>;

/** The action plan's own four stages, in order. */
export const stages = { develop: 'Develop', prototype: 'Prototype', pilot: 'Pilot', scale: 'Scale' } as const;
export const Stage = codes(stages);
export type Stage = z.infer<typeof Stage>;

/** The action plan's four kinds of innovation (paragraph 94). */
export const innovationTypes = {
  organisational_improvement: 'A better way of running an organisation',
  existing_service: 'A better way of giving an existing service',
  service_interface: 'A better way in to services, or between them',
  new_service: 'A new service',
} as const;
export const InnovationType = codes(innovationTypes);
export type InnovationType = z.infer<typeof InnovationType>;

/** The 12 regions and nations of the UK (ITL1, Office for National Statistics). */
export const regions = {
  TLC: 'North East',
  TLD: 'North West',
  TLE: 'Yorkshire and The Humber',
  TLF: 'East Midlands',
  TLG: 'West Midlands',
  TLH: 'East of England',
  TLI: 'London',
  TLJ: 'South East',
  TLK: 'South West',
  TLL: 'Wales',
  TLM: 'Scotland',
  TLN: 'Northern Ireland',
} as const;
export const Region = codes(regions);
export type Region = z.infer<typeof Region>;

/** The Nesta Standards of Evidence, 1–5, with 0 for none yet. The index is the level. */
export const evidenceLevels = [
  'None yet',
  'Account of impact',
  'Correlation',
  'Causation',
  'Independent replication',
  'Ready to scale with fidelity',
] as const;
export const EvidenceLevel = z.int().min(0, 'must be from 0 to 5').max(5, 'must be from 0 to 5');

export const organisationRoles = { innovator: 'Innovator', funder: 'Funder', commissioner: 'Commissioner' } as const;
export const OrganisationRole = codes(organisationRoles);
export type OrganisationRole = z.infer<typeof OrganisationRole>;

export const legalForms = {
  charity: 'Charity (trust or unincorporated)',
  cio: 'Charitable incorporated organisation',
  cic: 'Community interest company',
  company_limited_by_guarantee: 'Company limited by guarantee',
  company_limited_by_shares: 'Company limited by shares',
  registered_society: 'Co-operative or community benefit society',
  community_group: 'Community group',
  local_authority: 'Council',
  nhs_body: 'NHS body',
  police_body: 'Police body',
  probation_body: 'Probation body',
  government_body: 'Central government body',
  university: 'University or research institute',
  other: 'Something else',
} as const;
export const LegalForm = codes(legalForms);
export type LegalForm = z.infer<typeof LegalForm>;

export const beneficiaryGroups = {
  children: 'Children',
  young_people: 'Young people',
  older_people: 'Older people',
  disabled_people: 'Disabled people',
  people_with_sight_loss: 'People with sight loss',
  people_with_hearing_loss: 'People with hearing loss',
  people_with_mental_health_needs: 'People with mental health needs',
  people_with_learning_disabilities: 'People with learning disabilities',
  carers: 'Carers',
  families: 'Families',
  offenders_and_ex_offenders: 'Offenders and ex-offenders',
  homeless_people: 'Homeless people',
  unemployed_people: 'Unemployed people',
  people_on_low_incomes: 'People on low incomes',
  minority_ethnic_communities: 'Minority ethnic communities',
  refugees_and_asylum_seekers: 'Refugees and asylum seekers',
  women: 'Women',
  lgbt_people: 'LGBT+ people',
  people_misusing_substances: 'People who misuse drugs or alcohol',
  people_in_rural_areas: 'People in rural areas',
  veterans: 'Veterans',
  general_public: 'The general public',
} as const;
export const BeneficiaryGroup = codes(beneficiaryGroups);
export type BeneficiaryGroup = z.infer<typeof BeneficiaryGroup>;

export const replicationTerms = {
  open: 'Open: anyone may copy it',
  licence: 'By licence',
  franchise: 'By franchise',
  not_yet: 'Not yet',
} as const;
export const ReplicationTerms = codes(replicationTerms);
export type ReplicationTerms = z.infer<typeof ReplicationTerms>;

export const contractRoutes = {
  direct: 'Direct',
  subcontract: 'As a subcontractor',
  consortium: 'In a consortium',
} as const;
export const ContractRoute = codes(contractRoutes);

export const instruments = {
  grant: 'Grant',
  loan: 'Loan',
  equity: 'Equity',
  quasi_equity: 'Quasi-equity',
  blended: 'Blended (grant and loan together)',
} as const;
export const Instrument = codes(instruments);

export const researchDesigns = {
  rct: 'Randomised controlled trial',
  quasi_experimental: 'Quasi-experimental study',
  service_evaluation: 'Service evaluation',
  qualitative: 'Qualitative study',
  economic: 'Economic study',
} as const;
export const ResearchDesign = codes(researchDesigns);

export const ethicsStatuses = {
  not_started: 'Not started',
  in_progress: 'In progress',
  approved: 'Approved',
  not_needed: 'Not needed',
} as const;
export const EthicsStatus = codes(ethicsStatuses);

export const evidenceKinds = {
  evaluation: 'Evaluation',
  trial: 'Trial',
  study: 'Study or journal article',
  service_data: 'Our own service data',
  user_feedback: 'What people told us',
  inspection: 'Inspection or accreditation',
  case_study: 'Case study',
  other: 'Something else',
} as const;
export const EvidenceKind = codes(evidenceKinds);

/** A service area's code: `first` or `first.second`; whether it exists is asked of the table. */
export const ServiceArea = z
  .string()
  .max(100)
  .regex(/^[a-z]+(?:_[a-z]+)*(?:\.[a-z0-9]+(?:_[a-z0-9]+)*)?$/, 'must be a service area from the list');

/** The five first-level service areas, which are the plan's own (chapter 3). */
export const firstLevelServiceAreas = [
  'correctional_services',
  'employment_services',
  'children_education_training',
  'health_social_care',
  'other_local_services',
] as const;

/** A local authority's GSS code, for example E08000037 for Gateshead. */
export const LocalAuthority = z.string().regex(/^[ENSW]\d{8}$/, 'must be a local authority code, like E08000037');

const LabelledCode = z.object({ code: z.string(), label: z.string() });

/** Every code list with its labels: `GET /reference`. */
export const Reference = z
  .object({
    serviceAreas: z.array(LabelledCode.extend({ parent: z.string().nullable(), description: z.string() })),
    regions: z.array(LabelledCode),
    localAuthorities: z.array(LabelledCode.extend({ region: Region })),
    stages: z.array(LabelledCode),
    innovationTypes: z.array(LabelledCode),
    askKinds: z.array(LabelledCode),
    evidenceLevels: z.array(z.object({ level: EvidenceLevel, label: z.string() })),
    legalForms: z.array(LabelledCode),
    organisationRoles: z.array(LabelledCode),
    identifierSchemes: z.array(LabelledCode.extend({ hint: z.string() })),
    beneficiaryGroups: z.array(LabelledCode),
    replicationTerms: z.array(LabelledCode),
    contractRoutes: z.array(LabelledCode),
    instruments: z.array(LabelledCode),
    researchDesigns: z.array(LabelledCode),
    ethicsStatuses: z.array(LabelledCode),
    evidenceKinds: z.array(LabelledCode),
  })
  .meta({ id: 'Reference' });
export type Reference = z.infer<typeof Reference>;

/** Turns a table of labels into the list that `GET /reference` gives. */
export function toCodeList(labels: Labels<string>): { code: string; label: string }[] {
  return Object.entries(labels).map(([code, label]) => ({ code, label }));
}
