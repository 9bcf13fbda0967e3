// What the command is told by its environment: the database, or where the embedded one lies, and the search engine.
import { z } from 'zod';
import { readImportConfig } from '../imports/config.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);

export const SearchConfigSchema = z.object({
  MEILI_URL: z.preprocess(
    empty,
    z.url({ protocol: /^https?$/, error: 'must be an address like http://host:7700' }).optional(),
  ),
  MEILI_KEY: z.preprocess(empty, z.string().optional()),
});

export interface SearchCommandConfig extends ReturnType<typeof readImportConfig> {
  meiliUrl: string | undefined;
  meiliKey: string | undefined;
}

/** @throws an error that names what is wrong */
export function readSearchConfig(env: NodeJS.ProcessEnv = process.env): SearchCommandConfig {
  const result = SearchConfigSchema.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new Error(`The command cannot start: ${problems.join('; ')}.`);
  }
  return { ...readImportConfig(env), meiliUrl: result.data.MEILI_URL, meiliKey: result.data.MEILI_KEY };
}
