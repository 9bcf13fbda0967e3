// What can be measured: each module makes its rows, by both sides of every ratio in one run.
import type { Row } from './row.ts';

export interface Module {
  name: string;
  /** The rows it makes, by the codes that `npm run bench -- S1 M2` may name. */
  codes: readonly string[];
  /** Loaded when asked for, so that one row does not wait for the others' programs. */
  run: () => Promise<Row[]>;
}

export const modules: readonly Module[] = [
  { name: 'matching', codes: ['M2', 'M3'], run: async () => (await import('./matching.ts')).matching() },
  { name: 'mail', codes: ['J1'], run: async () => (await import('./mail.ts')).mail('postgres') },
  { name: 'mail-redis', codes: ['J1R'], run: async () => (await import('./mail.ts')).mail('redis') },
  { name: 'digests', codes: ['J3'], run: async () => (await import('./digests.ts')).digests() },
  { name: 'api', codes: ['S1', 'A1'], run: async () => (await import('./api.ts')).api() },
  { name: 'web', codes: ['W1'], run: async () => (await import('./web.ts')).web() },
  { name: 'search-quality', codes: ['S5'], run: async () => (await import('./search-quality.ts')).searchQuality() },
  {
    name: 'search-speed',
    codes: ['S2', 'S3', 'S4'],
    run: async () => (await import('./search-speed.ts')).searchSpeed(),
  },
];

/**
 * The modules that make the rows asked for; all of them when nothing is asked for.
 * @param names of modules or codes of rows, in any case
 * @throws an Error that says what there is, for a name that there is not
 */
export function chooseModules(names: readonly string[]): Module[] {
  const isCalled = (module: Module, name: string) =>
    [module.name, ...module.codes].some((known) => known.toLowerCase() === name.toLowerCase());
  const unknown = names.find((name) => !modules.some((module) => isCalled(module, name)));
  if (unknown !== undefined) {
    const known = modules.map(({ name, codes }) => `${name} (${codes.join(', ')})`).join(', ');
    throw new Error(`There is nothing called ${unknown} to measure. There is: ${known}.`);
  }
  return modules.filter((module) => names.length === 0 || names.some((name) => isCalled(module, name)));
}
