// The entry of `npm run search`. All of it stands in search-index/.
import { runSearchCommand } from './search-index/command.ts';
import { readSearchConfig } from './search-index/config.ts';

const voices = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};
try {
  process.exitCode = await runSearchCommand(process.argv.slice(2), readSearchConfig(), voices);
} catch (error) {
  voices.err(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
