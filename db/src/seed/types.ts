// The shapes of the seed data. A listing is the body of `POST /listings` with an organisation's key in place of its id.
import type {
  AskKind,
  BeneficiaryGroup,
  InnovationType,
  LegalForm,
  OrganisationRole,
  Region,
  Stage,
  contractRoutes,
  ethicsStatuses,
  evidenceKinds,
  instruments,
  replicationTerms,
  researchDesigns,
} from '@exchange/contracts/reference';
import type { IdentifierScheme } from '@exchange/contracts/identifiers';

/** One row of the service area table. `parent` is null on the first level; `source` says where the plan names the area. */
export interface ServiceAreaRow {
  code: string;
  parent: string | null;
  label: string;
  description: string;
  source: string;
}

export interface SeedContractAsk {
  kind: 'contract';
  /** Whole pounds a year, `valueMin` to `valueMax`. */
  valueMin: number;
  valueMax: number;
  minTermMonths?: number;
  routes: (keyof typeof contractRoutes)[];
  capacityPerYear?: number;
  regions?: Region[];
  note?: string;
}

export interface SeedInvestmentAsk {
  kind: 'investment';
  /** Whole pounds, `amountMin` to `amountMax`. */
  amountMin: number;
  amountMax: number;
  instruments: (keyof typeof instruments)[];
  purpose: string;
  repaymentYears?: number;
}

export interface SeedResearchAsk {
  kind: 'research';
  question: string;
  designs: (keyof typeof researchDesigns)[];
  dataHeld?: string;
  /** Whole pounds, `budgetMin` to `budgetMax`. */
  budgetMin: number;
  budgetMax: number;
  ethicsStatus?: keyof typeof ethicsStatuses;
}

export interface SeedPeersAsk {
  kind: 'peers';
  topic: string;
}

export type SeedAsk = SeedContractAsk | SeedInvestmentAsk | SeedResearchAsk | SeedPeersAsk;

export interface SeedEvidence {
  kind: keyof typeof evidenceKinds;
  title: string;
  year?: number;
  url?: string;
  sampleSize?: number;
  finding: string;
  comparisonGroup?: boolean;
  author: string;
}

export interface SeedOutcome {
  name: string;
  unit: string;
  ours: number;
  existing?: number;
  better: 'higher' | 'lower';
  source: string;
}

export interface SeedListing {
  /** The key of the organisation (`SeedOrganisation.key`) whose listing it is. */
  organisation: string;
  /** Unique over all seed listings, so that seeding twice makes nothing twice. */
  sourceId: string;
  title: string;
  summary: string;
  problem: string;
  howItWorks: string;
  whatIsDifferent?: string;
  innovationType: InnovationType;
  stage: Stage;
  serviceAreas: string[];
  beneficiaries: BeneficiaryGroup[];
  national: boolean;
  regions: Region[];
  localAuthorities?: string[];
  couldWorkIn?: Region[];
  peopleHelpedPerYear?: number;
  costPerPerson?: number;
  /** Year and month, `2005-01`. */
  startedOn?: string;
  replicationTerms?: keyof typeof replicationTerms;
  links: { label: string; url: string }[];
  evidenceLevel: number;
  evidence: SeedEvidence[];
  outcomes: SeedOutcome[];
  asks: SeedAsk[];
}

export interface SeedOrganisation {
  /** A short name by which the other seed data refers to it; never shown. */
  key: string;
  name: string;
  roles: OrganisationRole[];
  legalForm: LegalForm;
  regions: Region[];
  website?: string;
  description: string;
  identifiers: { scheme: IdentifierScheme; id: string }[];
  /** True only where an identifier was found in the open registers that the notice names. */
  verified: boolean;
}

export interface SeedPerson {
  /** Always under example.org, so that no mail of a demonstration reaches anybody. */
  email: string;
  name: string;
  /** The first is the organisation they act for when they sign in. */
  memberships: { organisation: string; role: 'owner' | 'editor' | 'viewer' }[];
}

export interface MoneyRange {
  min: number;
  max: number;
}

/** The `criteria` of `POST /interests`: an absent or empty part means any. */
export interface SeedCriteria {
  asks?: AskKind[];
  serviceAreas?: string[];
  regions?: Region[];
  localAuthorities?: string[];
  stages?: Stage[];
  innovationTypes?: InnovationType[];
  beneficiaries?: BeneficiaryGroup[];
  minEvidence?: number;
  reviewedEvidenceOnly?: boolean;
  verifiedOnly?: boolean;
  investment?: MoneyRange;
  contract?: MoneyRange;
  research?: MoneyRange;
  q?: string;
  exclude?: { serviceAreas?: string[]; q?: string };
}

export interface SeedInterest {
  organisation: string;
  /** The address of the person who is mailed. */
  person: string;
  name: string;
  criteria: SeedCriteria;
  frequency: 'instant' | 'daily' | 'weekly' | 'off';
}
