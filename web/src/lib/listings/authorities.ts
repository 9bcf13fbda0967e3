// Local authorities by name: people write names, one on a line; the api wants GSS codes.
import type { Reference } from '@exchange/contracts';
import type { Problem } from '../forms/problems.ts';

type Authorities = Reference['localAuthorities'];

/** "London Borough of Camden Council" and "Camden" are one. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/\b(?:council|city|borough|district|county|metropolitan|london|royal|of|the)\b/g, ' ')
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** Names, one on a line, as codes; each name that is not known is a problem of the field. */
export function toAuthorityCodes(
  text: string,
  authorities: Authorities,
  path: string,
): { codes: string[]; problems: Problem[] } {
  const byName = new Map<string, string>();
  for (const { code, label } of authorities) {
    byName.set(label.toLowerCase(), code);
    if (!byName.has(plain(label))) byName.set(plain(label), code);
  }
  const codes: string[] = [];
  const problems: Problem[] = [];
  for (const line of text.split(/[\n;]/).map((one) => one.trim())) {
    if (line === '') continue;
    const code =
      byName.get(line.toLowerCase()) ?? byName.get(plain(line)) ?? authorities.find((one) => one.code === line)?.code;
    if (code === undefined)
      problems.push({
        path,
        message: `We know no local authority called “${line}”. Check the spelling, one on a line`,
      });
    else if (!codes.includes(code)) codes.push(code);
  }
  return { codes, problems };
}

export function toAuthorityNames(codes: readonly string[], authorities: Authorities): string {
  return codes.map((code) => authorities.find((one) => one.code === code)?.label ?? code).join('\n');
}
