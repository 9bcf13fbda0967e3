// From a posted form to the api's body, by field paths ("asks.0.valueMin"), so that field, id and path are one name.

/** What was posted, by field path. A form shown again is filled in from it. */
export type Values = Record<string, string[]>;

/**
 * How a field's text becomes a value. text: as typed, null when empty. number: a number, null when empty, and left as
 * typed when it is none, so that the api can name the field. month: "2019-05", of a month as people write it. list: all that were ticked. flag: ticked or not.
 */
export type FieldKind = 'text' | 'number' | 'month' | 'list' | 'flag';
/** Kinds by path; a star stands for a row's position ("evidence.*.year"). */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

/** Reads a form's texts. Line breaks become \n; files are left out; a password is never among the values. */
export function readForm(data: FormData): Values {
  const values: Values = {};
  for (const [name, value] of data) {
    if (typeof value !== 'string' || /password/i.test(name)) continue;
    (values[name] ??= []).push(value.replace(/\r\n?/g, '\n'));
  }
  return values;
}

export const first = (values: Values, name: string): string => values[name]?.[0] ?? '';

/** "25,000", "£25 000" and "25000" are one number; anything that is none comes back as it was typed. */
export function toNumber(typed: string): number | string | null {
  const text = typed.replace(/[£,\s]/g, '');
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : typed.trim();
}

const months = 'january february march april may june july august september october november december'.split(' ');

/** "May 2019", "5/2019" and "2019-5" are "2019-05"; anything else comes back as it was typed, days like "2005-01-31" among it. */
export function toMonth(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const [, word, wordYear] = /^([a-z]{3,})\.?,? +(\d{4})$/i.exec(text) ?? [];
  const [, first, firstYear] = /^(\d{1,2}) ?[/.-] ?(\d{4})$/.exec(text) ?? [];
  const [, yearFirst, second] = /^(\d{4})[/.-](\d{1,2})$/.exec(text) ?? [];
  const month =
    word === undefined ? Number(first ?? second) : months.findIndex((name) => name.startsWith(word.toLowerCase())) + 1;
  const year = wordYear ?? firstYear ?? yearFirst;
  return year === undefined || !(month >= 1 && month <= 12) ? text : `${year}-${String(month).padStart(2, '0')}`;
}

function toValue(kind: FieldKind, given: string[] | undefined): unknown {
  const typed = given?.[0] ?? '';
  if (kind === 'list') return (given ?? []).filter((value) => value !== '');
  if (kind === 'flag') return typed === 'true';
  if (kind === 'number') return toNumber(typed);
  if (kind === 'month') return toMonth(typed);
  return typed.trim() === '' ? null : typed;
}

/** The rows of a group that were posted ("evidence.0.…", "evidence.2.…"), in order. */
function rowsOf(values: Values, group: string): number[] {
  const pattern = new RegExp(`^${group}\\.(\\d+)\\.`);
  const found = Object.keys(values).flatMap((name) => {
    const position = pattern.exec(name)?.[1];
    return position === undefined ? [] : [Number(position)];
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

/**
 * Leaves out the rows of a group that are empty or ticked for removal, and numbers the rest anew, so that the
 * positions of a form shown again are those the api speaks of.
 * @param fixed fields that are filled in from the start and do not make a row count as filled
 */
export function compactRows(values: Values, group: string, fixed: readonly string[] = []): Values {
  const kept: Values = {};
  for (const [name, given] of Object.entries(values)) if (!name.startsWith(`${group}.`)) kept[name] = given;
  let position = 0;
  for (const row of rowsOf(values, group)) {
    const prefix = `${group}.${row}.`;
    const fields = Object.entries(values).filter(([name]) => name.startsWith(prefix));
    const filled = fields.some(
      ([name, given]) => !fixed.includes(name.slice(prefix.length)) && given.some((value) => value.trim() !== ''),
    );
    if (!filled || first(values, `${prefix}remove`) === 'true') continue;
    for (const [name, given] of fields) kept[`${group}.${position}.${name.slice(prefix.length)}`] = given;
    position += 1;
  }
  return kept;
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  let at = target;
  keys.slice(0, -1).forEach((key, index) => {
    at[key] ??= /^\d+$/.test(keys[index + 1] ?? '') ? [] : {};
    at = at[key] as Record<string, unknown>;
  });
  at[keys.at(-1) ?? ''] = value;
}

/** Builds the api's body from values and kinds; a group of rows is there even when it has none. */
export function toBody(values: Values, kinds: FieldKinds): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [path, kind] of Object.entries(kinds)) {
    const [group, field] = path.split('.*.');
    if (group === undefined || field === undefined) {
      put(body, path, toValue(kind, values[path]));
      continue;
    }
    body[group] ??= [];
    for (const row of rowsOf(values, group)) {
      const name = `${group}.${row}.${field}`;
      put(body, name, toValue(kind, values[name]));
    }
  }
  return body;
}

/** The other way: what the api gave, as the values that fill in a form. Nulls and absent parts are left out. */
export function toValues(source: unknown, prefix = ''): Values {
  if (Array.isArray(source)) {
    const items: unknown[] = source;
    if (items.some((item) => typeof item === 'object'))
      return merge(
        items.map((item, index) => [String(index), item]),
        prefix,
      );
    return { [prefix]: items.map(asText) };
  }
  if (typeof source === 'object' && source !== null) return merge(Object.entries(source), prefix);
  return source === null || source === undefined ? {} : { [prefix]: [asText(source)] };
}

function merge(parts: readonly (readonly [string, unknown])[], prefix: string): Values {
  return Object.fromEntries(
    parts.flatMap(([key, value]) => Object.entries(toValues(value, prefix === '' ? key : `${prefix}.${key}`))),
  );
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
