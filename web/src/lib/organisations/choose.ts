// Choosing an organisation by what people call it: what they typed, those that may be meant, and the one that is.
import type { NamedOrganisation, Reference } from '@exchange/contracts';
import type { Api } from '../api/client.ts';
import { findOrganisations, getOrganisation } from '../api/organisations.ts';
import type { ApiProblem } from '../api/problem.ts';
import { getReference, labelIn } from '../api/reference.ts';
import type { Problem } from '../forms/problems.ts';
import { first, type Values } from '../forms/read.ts';
import { listInWords } from '../format/money.ts';
import { slugIn } from './shared.ts';

/** One that may be meant, with what tells it from others of its name. */
export interface Candidate {
  slug: string;
  name: string;
  about: string;
}

/** The most that are listed; who does not see theirs types another word. */
const MOST = 10;

export function candidateOf(
  { slug, name, regions, identifiers, verified }: Omit<NamedOrganisation, 'id' | 'roles'>,
  reference: Reference,
): Candidate {
  const places = listInWords(regions.map((code) => labelIn(reference.regions, code)));
  const numbers = identifiers.map(({ scheme, id }) => `${labelIn(reference.identifierSchemes, scheme)} ${id}`);
  const about = [places, ...numbers, verified ? 'verified' : ''].filter((part) => part !== '');
  return { slug, name, about: about.join(' · ') || 'no place or register number given' };
}

/** Those that what was typed may mean, best first. */
export async function findCandidates(api: Api, typed: string): Promise<Candidate[]> {
  const found = await findOrganisations(api, typed.slice(0, 160), MOST);
  if (!found.ok) return [];
  const reference = await getReference(api);
  return found.data.items.map((one) => candidateOf(one, reference));
}

type Chosen = { ok: true; slug: string } | { ok: false; problems: Problem[]; candidates: Candidate[] };
const asked = (path: string, message: string, candidates: Candidate[] = []): Chosen => ({
  ok: false,
  problems: [{ path, message }],
  candidates,
});

/** "Sight Service" and "sight  service" are one name. */
const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * The organisation that a form means by its field `path`: the one that was ticked among those listed for what stands in the field; the
 * one whose page's address it is; or the only one that is called exactly that. Otherwise those that may be meant, to be chosen from.
 */
export async function readChoice(api: Api, values: Values, path: string): Promise<Chosen> {
  const typed = first(values, path).trim();
  const ticked = first(values, `${path}-chosen`);
  if (typed.length < 2) return asked(path, 'Type the name of the organisation, or a part of it');
  if (ticked !== '' && first(values, `${path}-for`) === typed) return { ok: true, slug: ticked };
  if (typed.includes('/') || /^[a-z0-9-]+$/.test(typed)) {
    const found = await getOrganisation(api, slugIn(typed));
    if (found.ok) return { ok: true, slug: found.data.slug };
  }
  const candidates = await findCandidates(api, typed);
  const same = candidates.filter(({ name }) => plain(name) === plain(typed));
  if (same.length === 1 && same[0]) return { ok: true, slug: same[0].slug };
  if (candidates.length === 0)
    return asked(
      path,
      `We know no organisation called “${typed}”. Try fewer words of its name, or its register number`,
    );
  return asked(`${path}-chosen`, 'Choose which organisation you mean', candidates);
}

/** What the api says against the organisation that was chosen stands at its field. */
export function atChoice<F extends { ok: false; problem: ApiProblem }>(failure: F, path: string): F {
  const { problem } = failure;
  if (problem.fields.length > 0) return failure;
  return { ...failure, problem: { ...problem, fields: [{ path, message: problem.message }] } };
}
