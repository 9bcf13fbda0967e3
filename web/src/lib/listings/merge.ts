// Two people at one section: what each changed is told apart by what both began from, and only what both changed is asked about. No I/O.
import type { Values } from '../forms/read.ts';

/** One part that both changed, to different words. */
export interface Conflict {
  /** The part, such as `summary` or `links`. */
  path: string;
  mine: string;
  theirs: string;
}
export interface Merged {
  /** The form filled in anew: theirs where only they changed something, mine elsewhere. */
  values: Values;
  conflicts: Conflict[];
  /** Parts taken over from them, because only they changed them. */
  taken: string[];
}

const partOf = (name: string) => name.split('.')[0] ?? name;

/** The values of one part, whatever rows it has, without what is empty: an empty field and an absent one are the same. */
function valuesOf(values: Values, part: string): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, given]) => partOf(name) === part && given.some((value) => value.trim() !== ''))
      .map(([name, given]): [string, string[]] => [name, given.map((value) => value.trim())])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const same = (one: Values, other: Values, part: string) =>
  JSON.stringify(valuesOf(one, part)) === JSON.stringify(valuesOf(other, part));

/** The words of a part, a value a line, for reading beside the other's. */
const inWords = (values: Values, part: string) => Object.values(valuesOf(values, part)).flat().join('\n');

function replace(values: Values, part: string, by: Values): Values {
  const rest = Object.entries(values).filter(([name]) => partOf(name) !== part);
  return Object.fromEntries([...rest, ...Object.entries(by).filter(([name]) => partOf(name) === part)]);
}

/**
 * Merges what a person typed with what somebody else saved meanwhile.
 * @param parts the parts of the section
 * @param base what the form showed when it was opened
 */
export function mergeSection(parts: readonly string[], base: Values, mine: Values, theirs: Values): Merged {
  const merged: Merged = { values: mine, conflicts: [], taken: [] };
  for (const part of parts) {
    if (same(mine, theirs, part) || same(base, theirs, part)) continue;
    if (same(mine, base, part)) {
      merged.values = replace(merged.values, part, theirs);
      merged.taken.push(part);
    } else {
      merged.conflicts.push({ path: part, mine: inWords(mine, part), theirs: inWords(theirs, part) });
    }
  }
  return merged;
}

/** Puts theirs in the place of mine wherever `keep.<part>` says so. */
export function applyChoices(values: Values, theirs: Values): Values {
  let chosen = values;
  for (const [name, [choice]] of Object.entries(values))
    if (name.startsWith('keep.') && choice === 'theirs') chosen = replace(chosen, name.slice('keep.'.length), theirs);
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => !name.startsWith('keep.')));
}

/** What a form carries along of how it began; anything that is not that is nothing. */
export function readBase(text: string): Values {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null) return {};
    return Object.fromEntries(
      Object.entries(given).flatMap(([name, value]: [string, unknown]) =>
        Array.isArray(value) && value.every((one) => typeof one === 'string') ? [[name, value]] : [],
      ),
    );
  } catch {
    return {};
  }
}
