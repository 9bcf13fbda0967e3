// The entry of `npm run import`. All of it stands in imports/.
import { runImport } from './imports/command.ts';
import { readImportConfig } from './imports/config.ts';

const voices = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  isTerminal: process.stdout.isTTY,
};
try {
  process.exitCode = await runImport(process.argv.slice(2), readImportConfig(), voices);
} catch (error) {
  voices.err(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
