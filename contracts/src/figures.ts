// Figures and lists as people read them, the same on pages, in PDFs and in pictures. No imports: pages may take it along.
const whole = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** "£60,000". */
export const pounds = (amount: number): string => whole.format(amount);

/** "1,234" or "0.5". */
export const count = (value: number): string => number.format(value);

/**
 * A range of whole pounds in words; null when neither side is stated.
 * @param joint what stands between the sides: " to " in sentences and headings, an en dash in tags
 */
export function poundsRange(min: number | null, max: number | null, joint = ' to '): string | null {
  if (min === null && max === null) return null;
  if (min === null || (min === 0 && max !== null && max > 0)) return `up to ${pounds(max ?? 0)}`;
  if (max === null) return `${pounds(min)} or more`;
  return min === max ? pounds(min) : `${pounds(min)}${joint}${pounds(max)}`;
}

/** "1 innovation", "2 innovations", "1,200 innovations". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; `last` may be "or". */
export function listInWords(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}

/** As a list in a sentence, only the first of which begins with a capital: "Older people, carers and LGBT+ people". */
export function sentenceList(parts: readonly string[], last = 'and'): string {
  const small = (part: string) => (/^[A-Z][a-z]/.test(part) ? part.charAt(0).toLowerCase() + part.slice(1) : part);
  return listInWords(
    parts.map((part, index) => (index === 0 ? part : small(part))),
    last,
  );
}

/** A term of months as people say it: "3 years", "18 months". */
export function months(value: number): string {
  return value % 12 === 0 ? plural(value / 12, 'year') : plural(value, 'month');
}

/** A share of a hundred, whose bar is measured against the whole. */
export const isShare = (unit: string | null) => /^(%|per ?cent)$/i.test(unit ?? '');

/** An outcome's figure with its unit: "£328 a week", "91%", "23 falls". */
export function inUnit(figure: number, unit: string | null): string {
  if (unit === null) return count(figure);
  if (/^(£|pounds?|gbp)\b/i.test(unit) || unit.startsWith('£')) {
    const rest = unit.replace(/^(£|pounds?|gbp)\s*/i, '');
    return `${Number.isInteger(figure) ? pounds(figure) : `£${count(figure)}`}${rest === '' ? '' : ` ${rest}`}`;
  }
  return isShare(unit) ? `${count(figure)}%` : `${count(figure)} ${unit}`;
}
