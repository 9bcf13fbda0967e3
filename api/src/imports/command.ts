// `npm run import -- listings FILE.ndjson [--publish]`: reads the command, runs the import, and says what came of it.
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '@exchange/db';
import { migrateDatabase } from '@exchange/db/migrate';
import type { ImportConfig } from './config.ts';
import { findDatabase } from './database.ts';
import { BrokenFile, readLines } from './lines.ts';
import { importListings, type ImportSummary } from './service.ts';

export const USAGE = 'Usage: npm run import -- listings FILE.ndjson [--publish]';

/** Where an import speaks: results and progress, and what is wrong. */
export interface Voices {
  out: (text: string) => void;
  err: (text: string) => void;
  isTerminal: boolean;
}

interface Command {
  file: string;
  publish: boolean;
}

/** Reads the arguments. @throws with the usage when they are not understood */
export function readCommand(args: readonly string[]): Command {
  const parse = () =>
    parseArgs({ args: [...args], allowPositionals: true, options: { publish: { type: 'boolean', default: false } } });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
  const [noun, file, ...rest] = parsed.positionals;
  if (noun !== 'listings' || file === undefined || rest.length > 0) throw new Error(USAGE);
  return { file, publish: parsed.values.publish };
}

function openFile(file: string): AsyncIterable<Buffer> {
  let isFile: boolean;
  try {
    isFile = statSync(file).isFile();
  } catch (cause) {
    throw new BrokenFile('there is no such file, or it may not be read.', { cause });
  }
  if (!isFile) throw new BrokenFile('it is not a file.');
  return createReadStream(file) as AsyncIterable<Buffer>;
}

const plural = (count: number, what: string) => `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;

function describe({ lines, created, updated, unchanged, published, bad }: ImportSummary, seconds: number): string {
  return [
    `${plural(lines, 'line')} in ${seconds.toFixed(1)} s: `,
    `${String(created)} created, ${String(updated)} updated, ${String(unchanged)} unchanged`,
    published > 0 ? ` (${String(published)} published)` : '',
    bad > 0 ? `; ${plural(bad, 'line')} not imported, see above` : '',
    '.\n',
  ].join('');
}

/** Every 500 lines, or on a terminal after each batch on one line that is written over. */
function progressTo(voices: Voices): (lines: number) => void {
  return (lines) => {
    if (voices.isTerminal) voices.out(`\r${plural(lines, 'line')} read …`);
    else if (lines % 500 === 0) voices.out(`${plural(lines, 'line')} read …\n`);
  };
}

/** @returns the exit code: 0 when all went in, 2 when some lines did not */
async function run(file: string, command: Command, url: string, voices: Voices): Promise<number> {
  const source = openFile(file);
  await migrateDatabase(url);
  const database = openDatabase(url, { max: 2, applicationName: 'exchange-import' });
  const started = performance.now();
  try {
    const summary = await importListings(database.db, readLines(source), {
      publish: command.publish,
      onProblem: (line, problems) => {
        for (const { path: field, message } of problems)
          voices.err(
            `${voices.isTerminal ? '\r' : ''}line ${String(line)}: ${field === '' ? '' : `${field} `}${message}\n`,
          );
      },
      onProgress: progressTo(voices),
    });
    voices.out(`${voices.isTerminal ? '\r' : ''}${describe(summary, (performance.now() - started) / 1000)}`);
    return summary.bad > 0 ? 2 : 0;
  } finally {
    await database.close();
  }
}

/** Runs the command. @returns its exit code: 0, 2 (some lines were bad), or 1 (nothing could be done) */
export async function runImport(args: readonly string[], config: ImportConfig, voices: Voices): Promise<number> {
  let file = '';
  try {
    const command = readCommand(args);
    file = path.resolve(config.startedIn ?? '.', command.file);
    // Before a database is looked for or started.
    openFile(file);
    const database = await findDatabase(config);
    try {
      return await run(file, command, database.url, voices);
    } finally {
      await database.stop();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    voices.err(error instanceof BrokenFile ? `${file} cannot be imported: ${message}\n` : `${message}\n`);
    return 1;
  }
}
