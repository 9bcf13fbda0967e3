// The four kinds of ask, each with its own fields and rules. A draft's ask may be incomplete; submitting needs the marked parts.
import { z } from 'zod';
import { Pounds, text } from './common.ts';
import { ContractRoute, EthicsStatus, Instrument, Region, ResearchDesign, type AskKind } from './reference.ts';

/** Adds the rule "max at or above min" to an ask, with the error at the maximum. */
function ordered<T extends z.ZodObject>(schema: T, min: string, max: string) {
  return schema.superRefine((ask, context) => {
    const values = ask as Record<string, unknown>;
    const [low, high] = [values[min], values[max]];
    if (typeof low === 'number' && typeof high === 'number' && high < low)
      context.addIssue({ code: 'custom', path: [max], message: `must be at least ${min}` });
  });
}

/** A contract: `valueMin`–`valueMax` whole pounds a year, at least `minTermMonths` (1–240) long. */
export const ContractAsk = ordered(
  z.strictObject({
    kind: z.literal('contract'),
    valueMin: Pounds.nullish(),
    valueMax: Pounds.nullish(),
    minTermMonths: z.int().min(1, 'must be 1 month or more').max(240, 'must be 240 months or fewer').nullish(),
    routes: z.array(ContractRoute).max(3).default([]),
    capacityPerYear: z.int().min(0, 'must be 0 or more').max(100_000_000).nullish(),
    regions: z.array(Region).max(12).default([]),
    note: text(1000).nullish(),
  }),
  'valueMin',
  'valueMax',
).meta({ id: 'ContractAsk' });

/** Investment: `amountMin`–`amountMax` whole pounds in all, repaid within `repaymentYears` (1–40) where that applies. */
export const InvestmentAsk = ordered(
  z.strictObject({
    kind: z.literal('investment'),
    amountMin: Pounds.nullish(),
    amountMax: Pounds.nullish(),
    instruments: z.array(Instrument).max(5).default([]),
    purpose: text(1000).nullish(),
    repaymentYears: z.int().min(1, 'must be 1 year or more').max(40, 'must be 40 years or fewer').nullish(),
    note: text(1000).nullish(),
  }),
  'amountMin',
  'amountMax',
).meta({ id: 'InvestmentAsk' });

/** Research: a question, the designs that would answer it, and `budgetMin`–`budgetMax` whole pounds in all. */
export const ResearchAsk = ordered(
  z.strictObject({
    kind: z.literal('research'),
    question: text(1000).nullish(),
    designs: z.array(ResearchDesign).max(5).default([]),
    dataHeld: text(2000).nullish(),
    budgetMin: Pounds.nullish(),
    budgetMax: Pounds.nullish(),
    ethicsStatus: EthicsStatus.nullish(),
    note: text(1000).nullish(),
  }),
  'budgetMin',
  'budgetMax',
).meta({ id: 'ResearchAsk' });

export const PeersAsk = z
  .strictObject({ kind: z.literal('peers'), topic: text(1000).nullish(), note: text(1000).nullish() })
  .meta({ id: 'PeersAsk' });

export const Ask = z.discriminatedUnion('kind', [ContractAsk, InvestmentAsk, ResearchAsk, PeersAsk], {
  error: 'must have a kind: contract, investment, research or peers',
});
export type Ask = z.infer<typeof Ask>;

/** One to four asks, one per kind (a draft may have none yet). */
export const Asks = z
  .array(Ask)
  .max(4, 'must be four asks or fewer, one of each kind')
  .superRefine((asks, context) => {
    const seen = new Set<AskKind>();
    asks.forEach((ask, index) => {
      if (seen.has(ask.kind))
        context.addIssue({
          code: 'custom',
          path: [index, 'kind'],
          message: `there is already a ${ask.kind} ask; a listing has one of each kind`,
        });
      seen.add(ask.kind);
    });
  });

/** An ask's money in whole pounds, null where it is not stated; peers asks have none. */
export function moneyOf(ask: Ask): { min: number | null; max: number | null } {
  if (ask.kind === 'contract') return { min: ask.valueMin ?? null, max: ask.valueMax ?? null };
  if (ask.kind === 'investment') return { min: ask.amountMin ?? null, max: ask.amountMax ?? null };
  if (ask.kind === 'research') return { min: ask.budgetMin ?? null, max: ask.budgetMax ?? null };
  return { min: null, max: null };
}
