// Organisations an interest names, to hear from or to leave out: people write names or web addresses, one on a line; the api wants ids.
import type { Api } from '../api/client.ts';
import { getOrganisation } from '../api/organisations.ts';
import type { Problem } from '../forms/problems.ts';

/** The two fields that name organisations. */
export const namingFields = ['criteria.organisations', 'criteria.exclude.organisations'] as const;
export type NamingField = (typeof namingFields)[number];

/** As many as the api takes in a list. */
const MOST = 50;

/** The name in the address of an organisation's page: taken from the address, or made of the name as the exchange makes it. */
function toSlug(line: string): string {
  const address = /\/organisations\/([a-z0-9-]+)/i.exec(line)?.[1];
  const plain = line.normalize('NFKD').replace(/\p{M}/gu, '').replace(/&/g, ' and ').replace(/['’]/g, '');
  const made = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return (address ?? made).slice(0, 120);
}

/** Ids of the organisations named, at most 51; each line that names none is a problem of the field. */
export async function toOrganisationIds(
  api: Api,
  path: NamingField,
  text: string,
): Promise<{ ids: string[]; problems: Problem[] }> {
  const lines = [...new Set(text.split('\n').map((line) => line.trim()))]
    .filter((line) => line !== '')
    .slice(0, MOST + 1);
  const found = await Promise.all(
    lines.map(async (line) => {
      const slug = toSlug(line);
      const result = slug === '' ? undefined : await getOrganisation(api, slug);
      return { line, id: result?.ok ? result.data.id : undefined };
    }),
  );
  return {
    ids: [...new Set(found.flatMap(({ id }) => id ?? []))],
    problems: found
      .filter(({ id }) => id === undefined)
      .map(({ line }) => ({
        path,
        message: `We know no organisation called “${line}”. Write its name as it stands on its page, or the address of that page`,
      })),
  };
}

/**
 * The other way, to fill in the form: the name where it leads back to the organisation, else the end of its page's address.
 * @param idsOrSlugs as criteria or a search name them; one that is no more is left out
 */
export async function toOrganisationLines(api: Api, idsOrSlugs: readonly string[]): Promise<string> {
  const found = await Promise.all(idsOrSlugs.slice(0, MOST).map((one) => getOrganisation(api, one)));
  return found
    .flatMap((result) => (result.ok ? [result.data] : []))
    .map(({ name, slug }) => (toSlug(name) === slug ? name : `/organisations/${slug}`))
    .join('\n');
}
