// Listings: what an organisation writes of its innovation, what a reader gets, and the life of a listing.
import { z } from 'zod';
import { Asks } from './asks.ts';
import { Id, Instant, pageOf, Pounds, text, Version, WebAddress } from './common.ts';
import { EvidenceAnswer, problemOfEvidenceLevel } from './evidence.ts';
import { DocumentRef, DocumentRefs, ListingFile, PictureRef, PictureRefs } from './files.ts';
import { OrganisationSummary } from './organisations.ts';
import {
  BeneficiaryGroup,
  EvidenceKind,
  EvidenceLevel,
  InnovationType,
  LocalAuthority,
  Region,
  ReplicationTerms,
  ServiceArea,
  Stage,
} from './reference.ts';
import { PendingRevision } from './revisions.ts';
import { ListingPartner } from './sharing.ts';

export const ListingState = z.enum(['draft', 'in_review', 'changes_requested', 'published', 'paused', 'archived']);
export type ListingState = z.infer<typeof ListingState>;

export const Link = z.strictObject({ label: text(100, 1), url: WebAddress });

const figure = z.number().min(-1_000_000_000).max(1_000_000_000);

export const EvidenceItem = z
  .strictObject({
    kind: EvidenceKind,
    title: text(200, 1),
    year: z.int().min(1900, 'must be 1900 or later').max(2100, 'must be 2100 or earlier').nullish(),
    url: WebAddress.nullish(),
    sampleSize: z.int().min(0, 'must be 0 or more').max(1_000_000_000).nullish(),
    finding: text(1000).nullish(),
    comparisonGroup: z.boolean().nullish(),
    author: text(200).nullish(),
  })
  .meta({ id: 'EvidenceItem' });

/** Our figure beside that of existing provision, in the same unit; `better` says which way is good. */
export const Outcome = z
  .strictObject({
    name: text(120, 1),
    unit: text(60).nullish(),
    ours: figure,
    existing: figure.nullish(),
    better: z.enum(['lower', 'higher']).nullish(),
    source: text(300).nullish(),
  })
  .meta({ id: 'Outcome' });

/** A month, YYYY-MM, or a day, YYYY-MM-DD. */
export const StartedOn = z
  .string()
  .regex(
    /^(19|20)\d{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
    'must be a month like 2005-01, or a day like 2005-01-31',
  );

const listOf = <T extends z.ZodType>(item: T, most: number) =>
  z
    .array(item)
    .max(most, `must be ${String(most)} or fewer`)
    .refine((values) => new Set(values).size === values.length, 'must not name one twice');

/** A level and its answers in one body must fit; where they come one after the other, submitting asks. */
function fittingEvidence(
  content: { evidenceLevel?: number; evidenceAnswers?: EvidenceAnswer[] },
  context: z.RefinementCtx,
) {
  const message = problemOfEvidenceLevel(content);
  if (message !== null) context.addIssue({ code: 'custom', path: ['evidenceLevel'], message });
}

/** The writable parts of a listing. All optional: a draft may be incomplete; a null or empty text means not said. */
export const ListingContent = z
  .strictObject({
    title: text(100).nullish(),
    summary: text(280).nullish(),
    problem: text(10_000).nullish(),
    howItWorks: text(10_000).nullish(),
    whatIsDifferent: text(10_000).nullish(),
    innovationType: InnovationType.nullish(),
    stage: Stage.nullish(),
    serviceAreas: listOf(ServiceArea, 5).optional(),
    beneficiaries: listOf(BeneficiaryGroup, 22).optional(),
    national: z.boolean().optional(),
    regions: listOf(Region, 12).optional(),
    localAuthorities: listOf(LocalAuthority, 100).optional(),
    couldWorkIn: listOf(Region, 12).optional(),
    peopleHelpedPerYear: z.int().min(0, 'must be 0 or more').max(100_000_000).nullish(),
    costPerPerson: Pounds.nullish(),
    startedOn: StartedOn.nullish(),
    replicationTerms: ReplicationTerms.nullish(),
    links: z.array(Link).max(20, 'must be 20 or fewer').optional(),
    evidenceLevel: EvidenceLevel.optional(),
    /** The questions of the Nesta standards that its writers answer with yes; `evidenceLevelOf` makes a level of them. */
    evidenceAnswers: listOf(EvidenceAnswer, 5).optional(),
    evidence: z.array(EvidenceItem).max(30, 'must be 30 or fewer').optional(),
    outcomes: z.array(Outcome).max(20, 'must be 20 or fewer').optional(),
    /** Sent to POST /listings/:id/pictures and …/documents, which also name them here; in the order in which they are shown. */
    pictures: PictureRefs.optional(),
    documents: DocumentRefs.optional(),
    asks: Asks.optional(),
  })
  .superRefine(fittingEvidence);
export type ListingContent = z.infer<typeof ListingContent>;

export const CreateListingBody = ListingContent.safeExtend({ organisationId: Id });
export type CreateListingBody = z.infer<typeof CreateListingBody>;

export const UpdateListingBody = ListingContent.safeExtend({ version: Version });
export type UpdateListingBody = z.infer<typeof UpdateListingBody>;

export const RequestChangesBody = z.strictObject({ note: text(4000, 1) });
/** Which content of a published listing its members read: what is public, or the pending revision over it. */
export const ContentChoice = z.enum(['public', 'pending']);
export type ContentChoice = z.infer<typeof ContentChoice>;
export const DeclineBody = z.strictObject({ reason: text(4000, 1) });
/** When it shall be public, once it is approved; null for at once. */
export const ScheduleBody = z.strictObject({ publishAt: Instant.nullable() });
export const ArchiveBody = z.strictObject({ reason: text(1000).optional() });

/** A listing as it is read. Every list is present, what was not said is null. */
export const Listing = z
  .object({
    id: Id,
    slug: z.string().nullable(),
    state: ListingState,
    version: Version,
    organisation: OrganisationSummary,
    /** Organisations that write it together with its own, in the order in which they joined. */
    partners: z.array(ListingPartner),
    title: z.string().nullable(),
    summary: z.string().nullable(),
    problem: z.string().nullable(),
    howItWorks: z.string().nullable(),
    whatIsDifferent: z.string().nullable(),
    innovationType: InnovationType.nullable(),
    stage: Stage.nullable(),
    serviceAreas: z.array(z.string()),
    beneficiaries: z.array(BeneficiaryGroup),
    national: z.boolean(),
    regions: z.array(Region),
    localAuthorities: z.array(z.string()),
    couldWorkIn: z.array(Region),
    peopleHelpedPerYear: z.int().nullable(),
    costPerPerson: z.int().nullable(),
    startedOn: z.string().nullable(),
    replicationTerms: ReplicationTerms.nullable(),
    links: z.array(Link),
    evidenceLevel: EvidenceLevel,
    /** Set by a reviewer; null until then. */
    reviewedEvidenceLevel: EvidenceLevel.nullable(),
    /** Why the reviewer set that level, what would raise it, and when it was set; null until then. */
    reviewedEvidenceNote: z.string().nullable(),
    evidenceNextStep: z.string().nullable(),
    evidenceReviewedAt: Instant.nullable(),
    evidenceAnswers: z.array(EvidenceAnswer),
    evidence: z.array(EvidenceItem),
    outcomes: z.array(Outcome),
    pictures: z.array(PictureRef),
    documents: z.array(DocumentRef),
    /** The files that `pictures` and `documents` name, with their addresses. */
    files: z.array(ListingFile),
    asks: Asks,
    isDemonstration: z.boolean(),
    sourceId: z.string().nullable(),
    /** The reviewers' note of the last request for changes; members and staff only. */
    reviewNote: z.string().nullable().optional(),
    /** When it becomes public, once it is approved; members and staff only. */
    publishAt: Instant.nullable().optional(),
    /** The revision that waits beside the page; members and staff only, null when there is none. */
    pendingRevision: PendingRevision.nullable().optional(),
    submittedAt: Instant.nullable(),
    publishedAt: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Listing' });
export type Listing = z.infer<typeof Listing>;

/** One entry of a listing's history: who did what, when. */
export const HistoryEntry = z
  .object({ id: Id, at: Instant, action: z.string(), actor: z.string(), details: z.record(z.string(), z.unknown()) })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** A listing in an organisation's own list: its state, and how many problems stand between it and submitting. */
export const OwnListing = z
  .object({
    id: Id,
    slug: z.string().nullable(),
    title: z.string().nullable(),
    state: ListingState,
    problems: z.int(),
    /** How much of what submitting needs is there, 0–100. */
    completeness: z.int(),
    /** How often its page was opened in the last 30 days, by others than its members, staff and known robots. */
    views: z.int(),
    matches: z.int(),
    /** Changes that wait beside its page, not submitted yet or in review. */
    pending: z.enum(['draft', 'in_review']).nullable(),
    /** Since when it, or the change to it, has been in review. */
    inReviewSince: Instant.nullable(),
    updatedAt: Instant,
    publishedAt: Instant.nullable(),
  })
  .meta({ id: 'OwnListing' });
export type OwnListing = z.infer<typeof OwnListing>;

/** A page of an organisation's own listings, and how many it has in each state. */
export const OwnListings = pageOf(OwnListing).extend({ counts: z.record(ListingState, z.int()) });
export type OwnListings = z.infer<typeof OwnListings>;
