// Organisations an interest leaves out: people write names or web addresses, one on a line; the api wants ids.
import type { Api } from '../api/client.ts';
import { getOrganisation } from '../api/organisations.ts';
import type { Problem } from '../forms/problems.ts';

const PATH = 'criteria.exclude.organisations';

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

/** Ids of the organisations named; each line that names none is a problem of the field. */
export async function toOrganisationIds(api: Api, text: string): Promise<{ ids: string[]; problems: Problem[] }> {
  const lines = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '').slice(0, 51);
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
        path: PATH,
        message: `We know no organisation called “${line}”. Write its name as it stands on its page, or the address of that page`,
      })),
  };
}

/** The other way, to fill in the form: the name where it leads back to the organisation, else the end of its page's address. */
export async function toOrganisationLines(api: Api, ids: readonly string[]): Promise<string> {
  const found = await Promise.all(ids.map((id) => getOrganisation(api, id)));
  return found
    .flatMap((result) => (result.ok ? [result.data] : []))
    .map(({ name, slug }) => (toSlug(name) === slug ? name : `/organisations/${slug}`))
    .join('\n');
}
