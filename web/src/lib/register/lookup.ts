// Filling in an organisation's form from its charity number: what was asked, what the register said, or why it said nothing.
import type { RegisterEntry } from '@exchange/contracts';
import type { Api, ApiResult } from '../api/client.ts';
import { problemsOf } from '../forms/answer.ts';
import type { Values } from '../forms/read.ts';
import { day } from '../format/dates.ts';

export interface Lookup {
  scheme: string;
  number: string;
  /** What is wrong, as a sentence; null when it was found, or nothing was asked. */
  problem: string | null;
  /** What fills in the form, and whose data it is; null when nothing was found. */
  found: { values: Values; name: string; attribution: string } | null;
}

function sentenceOf(result: Extract<ApiResult<RegisterEntry>, { ok: false }>): string {
  if (result.status === 404) return 'The register has no charity with this number. Check it, or go on by hand.';
  if (result.problem.code === 'REGISTER_AWAY' || result.status >= 500)
    return 'We could not reach the register; go on by hand.';
  return `${problemsOf(result)[0]?.message ?? 'We could not look it up'}.`;
}

const when = (entry: RegisterEntry) => (entry.asOf === null ? '' : ` Asked on ${day(entry.asOf)}.`);

function toValues(entry: RegisterEntry): Values {
  const company = entry.companyNumber;
  return {
    name: [entry.name],
    legalForm: [entry.legalForm ?? ''],
    'identifiers.0.scheme': [entry.scheme],
    'identifiers.0.id': [entry.id],
    ...(company === null ? {} : { 'identifiers.1.scheme': ['GB-COH'], 'identifiers.1.id': [company] }),
    regions: entry.regions,
    website: [entry.website ?? ''],
    description: [entry.description],
  };
}

/** Looks up what the address of the page asks for (`?register=GB-CHC&number=1000340`). */
export async function lookUp(api: Api, params: URLSearchParams): Promise<Lookup> {
  const scheme = params.get('register') ?? 'GB-CHC';
  const number = params.get('number')?.trim() ?? '';
  const nothing = { scheme, number, problem: null, found: null };
  if (!params.has('number')) return nothing;
  if (number === '') return { ...nothing, problem: 'Give the charity number, or go on by hand.' };
  const result = await api.get<RegisterEntry>(`/register/${encodeURIComponent(scheme)}/${encodeURIComponent(number)}`);
  if (!result.ok) return { ...nothing, problem: sentenceOf(result) };
  const { data } = result;
  return { ...nothing, found: { values: toValues(data), name: data.name, attribution: data.attribution + when(data) } };
}
