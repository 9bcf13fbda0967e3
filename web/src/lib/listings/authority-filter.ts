// The filter by local authority: there are hundreds, so that one is found by a part of its name, then ticked.
import type { FacetCount, Reference } from '@exchange/contracts';
import { toAuthorityCodes } from './authorities.ts';

const MOST_SHOWN = 12;
const MOST_OFFERED = 6;

export interface AuthorityFilter {
  typed: string;
  /** Those that are chosen, then those whose names hold what was typed, or that most results name; with counts where they are known. */
  options: { value: string; label: string; selected: boolean; count: number | null }[];
  message: string | null;
  /** The one that was meant without doubt: its name, or the only one that holds what was typed. */
  certain: string | null;
}

export function authorityFilter(
  params: URLSearchParams,
  given: string,
  authorities: Reference['localAuthorities'],
  counts: readonly FacetCount[] = [],
): AuthorityFilter {
  const typed = given.trim().slice(0, 100);
  const chosen = params.getAll('localAuthority');
  const option = ({ code, label }: { code: string; label: string }, selected: boolean) => ({
    value: code,
    label,
    selected,
    count: counts.find(({ value }) => value === code)?.count ?? null,
  });
  const options = authorities.filter(({ code }) => chosen.includes(code)).map((authority) => option(authority, true));
  if (typed === '') {
    const offered = counts.flatMap(({ value }) => authorities.find(({ code }) => code === value) ?? []);
    const others = offered.filter(({ code }) => !chosen.includes(code)).slice(0, MOST_OFFERED);
    return { typed, options: [...options, ...others.map((one) => option(one, false))], message: null, certain: null };
  }
  const exact = toAuthorityCodes(typed, authorities, '').codes[0];
  const like = authorities.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  const certain = exact ?? (like.length === 1 ? like[0]?.code : undefined) ?? null;
  const more = like.filter(({ code }) => !chosen.includes(code)).slice(0, MOST_SHOWN);
  return {
    typed,
    options: [...options, ...more.map((one) => option(one, false))],
    message: messageOf(typed, like.length),
    certain,
  };
}

function messageOf(typed: string, found: number): string {
  if (found === 0) return `We know no local authority with “${typed}” in its name. Check the spelling.`;
  if (found > MOST_SHOWN)
    return `${found} have “${typed}” in their names; here are the first ${MOST_SHOWN}. Type more of the name.`;
  return `${found} have “${typed}” in their names: tick those that you mean.`;
}
