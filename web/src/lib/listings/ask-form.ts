// The asks of a listing as a form has them: a field is named by its ask's kind ("asks.contract.valueMin"), so that the fields of a kind
// stay where they are while kinds are ticked and unticked; the api knows asks by their position.
import type { Ask, AskKind } from '@exchange/contracts';
import { toBody, toValues, type FieldKinds, type Values } from '../forms/read.ts';

/** In the order in which the form asks for them. */
export const askOrder: readonly AskKind[] = ['contract', 'investment', 'research', 'peers'];

const askFields: Readonly<Record<AskKind, FieldKinds>> = {
  contract: {
    valueMin: 'number',
    valueMax: 'number',
    minTermMonths: 'number',
    routes: 'list',
    capacityPerYear: 'number',
    regions: 'list',
    note: 'text',
  },
  investment: {
    amountMin: 'number',
    amountMax: 'number',
    instruments: 'list',
    purpose: 'text',
    repaymentYears: 'number',
    note: 'text',
  },
  research: {
    question: 'text',
    designs: 'list',
    dataHeld: 'text',
    budgetMin: 'number',
    budgetMax: 'number',
    ethicsStatus: 'text',
    note: 'text',
  },
  peers: { topic: 'text', note: 'text' },
};

const inFormOrder = (kinds: readonly string[]) => askOrder.filter((kind) => kinds.includes(kind));

/** What fills in the form: the kinds that are ticked, and the fields of each. */
export function askValues(asks: readonly Ask[]): Values {
  const ofEach = asks.map(({ kind, ...terms }) => toValues(terms, `asks.${kind}`));
  return Object.assign({ kinds: inFormOrder(asks.map(({ kind }) => kind)) }, ...ofEach) as Values;
}

/** Reads the asks of a form: those that are ticked, with their own fields only. What is unticked stays in the form, and out of this. */
export function readAsks(values: Values): { kinds: AskKind[]; asks: Record<string, unknown>[] } {
  const kinds = inFormOrder(values.kinds ?? []);
  const asks = kinds.map((kind) => {
    const fields = Object.entries(askFields[kind]);
    const own = Object.fromEntries(fields.map(([field]) => [field, values[`asks.${kind}.${field}`] ?? []]));
    return { kind, ...toBody(own, askFields[kind]) };
  });
  return { kinds, asks };
}

/** The values of the ticked kinds alone: what is compared when two write at once. */
export function tickedOnly(values: Values): Values {
  const kinds = inFormOrder(values.kinds ?? []);
  const isShown = (name: string) => !name.startsWith('asks.') || kinds.some((kind) => name.startsWith(`asks.${kind}.`));
  return Object.fromEntries(Object.entries(values).filter(([name]) => isShown(name)));
}

/** A field of the api ("asks.1.amountMax") by its name in the form ("asks.investment.amountMax"); others as they are. */
export function toFormPath(path: string, kinds: readonly AskKind[]): string {
  if (path === 'asks') return 'kinds';
  return path.replace(/^asks\.(\d+)/, (whole, position: string) => {
    const kind = kinds[Number(position)];
    return kind === undefined ? whole : `asks.${kind}`;
  });
}
