// What an import is told by its environment: which database, or where the embedded one lies.
import { z } from 'zod';

const empty = (value: unknown) => (value === '' ? undefined : value);

export const ImportConfigSchema = z
  .object({
    DATABASE_URL: z.preprocess(
      empty,
      z
        .url({
          protocol: /^postgres(ql)?$/,
          error: 'must be an address like postgres://user:password@host:5432/exchange',
        })
        .optional(),
    ),
    EXCHANGE_DATA: z.preprocess(empty, z.string().default('.data')),
    /** Where the person stood when they typed the command; npm sets it. */
    INIT_CWD: z.preprocess(empty, z.string().optional()),
  })
  .transform((env) => ({ databaseUrl: env.DATABASE_URL, dataFolder: env.EXCHANGE_DATA, startedIn: env.INIT_CWD }));
export type ImportConfig = z.output<typeof ImportConfigSchema>;

export function readImportConfig(env: NodeJS.ProcessEnv = process.env): ImportConfig {
  const result = ImportConfigSchema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`The import cannot start: ${problems.join('; ')}.`);
}
