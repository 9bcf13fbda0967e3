// Forty open innovations, as demonstration listings. Facts: the registry of digital public goods (public domain), reworded
// in open-innovations.json. Asks, regions and evidence levels are examples, and every listing says so.
import { readFileSync } from 'node:fs';
import { organisations } from './organisations.ts';
import type {
  SeedAsk,
  SeedContractAsk,
  SeedEvidence,
  SeedInvestmentAsk,
  SeedListing,
  SeedResearchAsk,
} from './types.ts';

/** An ask as the data file has it: `min` and `max` are whole pounds (a year, for a contract). */
type AskRecord =
  | {
      kind: 'contract';
      min: number;
      max: number;
      termMonths: number;
      routes: SeedContractAsk['routes'];
      note: string;
      capacity?: number;
    }
  | {
      kind: 'investment';
      min: number;
      max: number;
      instruments: SeedInvestmentAsk['instruments'];
      purpose: string;
      years?: number;
    }
  | {
      kind: 'research';
      min: number;
      max: number;
      designs: SeedResearchAsk['designs'];
      question: string;
      ethicsStatus: SeedResearchAsk['ethicsStatus'];
    }
  | { kind: 'peers'; topic: string };

/** A record of the data file. No regions means national; `finding` is what the registry says of its use. */
type InnovationRecord = Pick<
  SeedListing,
  | 'organisation'
  | 'title'
  | 'summary'
  | 'problem'
  | 'howItWorks'
  | 'whatIsDifferent'
  | 'innovationType'
  | 'stage'
  | 'serviceAreas'
  | 'beneficiaries'
  | 'regions'
  | 'evidenceLevel'
> & { id: string; name: string; website?: string; finding?: string; asks: AskRecord[] };

function toAsk(ask: AskRecord, regions: SeedListing['regions']): SeedAsk {
  switch (ask.kind) {
    case 'contract':
      return {
        kind: 'contract',
        valueMin: ask.min,
        valueMax: ask.max,
        minTermMonths: ask.termMonths,
        routes: ask.routes,
        ...(ask.capacity === undefined ? {} : { capacityPerYear: ask.capacity }),
        ...(regions.length === 0 ? {} : { regions }),
        note: `${ask.note} A demonstration figure.`,
      };
    case 'investment':
      return {
        kind: 'investment',
        amountMin: ask.min,
        amountMax: ask.max,
        instruments: ask.instruments,
        purpose: `${ask.purpose} A demonstration figure.`,
        ...(ask.years === undefined ? {} : { repaymentYears: ask.years }),
      };
    case 'research':
      return {
        kind: 'research',
        question: ask.question,
        designs: ask.designs,
        dataHeld: 'Not known. The question, the budget and the status are for demonstration.',
        budgetMin: ask.min,
        budgetMax: ask.max,
        ethicsStatus: ask.ethicsStatus,
      };
    case 'peers':
      return { kind: 'peers', topic: ask.topic };
  }
}

function toEvidence(finding: string): SeedEvidence {
  return {
    kind: 'other',
    title: 'Entry in the registry of digital public goods',
    url: 'https://digitalpublicgoods.net/registry/',
    finding,
    comparisonGroup: false,
    author: 'Digital Public Goods Alliance',
  };
}

/** The last paragraph of how it works: that this is a demonstration, and who has not asked for anything. */
function disclosure(organisation: string): string {
  const name = organisations.find(({ key }) => key === organisation)?.name ?? organisation;
  return `Demonstration listing, written from the public registry of open innovations. What it asks for, where it works and its evidence level are examples; ${name} has not asked for anything here.`;
}

function toListing(record: InnovationRecord): SeedListing {
  return {
    organisation: record.organisation,
    sourceId: record.id,
    title: record.title,
    summary: record.summary,
    problem: record.problem,
    howItWorks: `${record.howItWorks}\n\n${disclosure(record.organisation)}`,
    ...(record.whatIsDifferent === undefined ? {} : { whatIsDifferent: record.whatIsDifferent }),
    innovationType: record.innovationType,
    stage: record.stage,
    serviceAreas: record.serviceAreas,
    beneficiaries: record.beneficiaries,
    national: record.regions.length === 0,
    regions: record.regions,
    replicationTerms: 'open',
    links: record.website === undefined ? [] : [{ label: record.name, url: record.website }],
    evidenceLevel: record.evidenceLevel,
    evidence: record.finding === undefined ? [] : [toEvidence(record.finding)],
    outcomes: [],
    asks: record.asks.map((ask) => toAsk(ask, record.regions)),
  };
}

const file = readFileSync(new URL('open-innovations.json', import.meta.url), 'utf8');

export const openInnovations: SeedListing[] = (JSON.parse(file) as InnovationRecord[]).map(toListing);
