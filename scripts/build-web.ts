// Builds the web if its sources changed since the last time: `npm run build`, and a step of `npm test`.
import path from 'node:path';
import { buildWeb } from './exchange/web-build.ts';
import { root } from './lib/packages.mjs';
import { fail } from './lib/problem.mjs';

try {
  const wasBuilt = await buildWeb(path.join(root, '.turbo/build.log'), (line) => console.log(line));
  console.log(wasBuilt ? 'The web is built.' : 'The web was built already.');
} catch (error) {
  fail(error);
}
