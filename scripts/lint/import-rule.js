// Who may import whom, as the linter's settings. The rule in words: CONTRIBUTING.md, "The import rule".

/** Every workspace, and the others it may import. Tests may reach a little further (see below). */
const mayImport = {
  contracts: [],
  db: ['contracts'],
  search: ['contracts'],
  api: ['contracts', 'db', 'search'],
  workers: ['contracts', 'db', 'search'],
  web: ['contracts'],
  bench: ['contracts', 'db', 'search', 'api', 'workers'],
};
const workspaces = Object.keys(mayImport);
const tests = '**/*.test.ts';

/** What the rules leave out of reach of a workspace, by name and (see workspaceZones) by path. */
function forbiddenTo(workspace) {
  return workspaces.filter((other) => other !== workspace && !mayImport[workspace].includes(other));
}

/** The same rule for relative paths, so that `../../api/src/…` is no way round it. */
export const workspaceZones = workspaces.flatMap((workspace) =>
  forbiddenTo(workspace).map((other) => ({
    // Search's tests fill a real database, and a test of the web may stand on the api.
    target: workspace === 'search' ? `./${workspace}/src/**/!(*.test).ts` : `./${workspace}/src`,
    from: `./${other}/src`,
    message: `${workspace} does not import ${other}.`,
  })),
);

const pattern = (group, message, allowTypeImports = false) => ({ group, message, allowTypeImports });

function workspacePattern(workspace, except = []) {
  const forbidden = forbiddenTo(workspace).filter((other) => !except.includes(other));
  return pattern(
    forbidden.flatMap((other) => [`@exchange/${other}`, `@exchange/${other}/**`]),
    `${workspace} imports ${mayImport[workspace].join(', ') || 'no other workspace'}.`,
  );
}

const rule = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

const onlyZod = {
  regex: '^(?!zod$|zod/|\\.{1,2}/)',
  message: 'contracts is what crosses a wire: it imports the schema library only.',
};
const noFastify = pattern(['fastify', 'fastify-plugin', '@fastify/*'], 'A service knows nothing of HTTP.');
const noRoutes = pattern(['**/routes.ts'], 'routes → service → policy and queries, never back.');
const noService = pattern(['**/service.ts', '**/routes.ts'], 'Queries are used by services, never the other way.');

/** One entry a kind of file; a later entry replaces an earlier one, so each carries its workspace's own pattern. */
export const restrictedImports = [
  { files: ['contracts/src/**/*.ts'], ignores: [tests], rules: rule(onlyZod) },
  { files: ['db/**/*.ts'], rules: rule(workspacePattern('db'), noService) },
  { files: ['search/**/*.ts'], ignores: [tests], rules: rule(workspacePattern('search')) },
  { files: ['search/**/*.test.ts'], rules: rule(workspacePattern('search', ['db'])) },
  { files: ['api/**/*.ts'], rules: rule(workspacePattern('api')) },
  { files: ['api/src/**/service.ts'], rules: rule(workspacePattern('api'), noFastify, noRoutes) },
  { files: ['workers/**/*.ts'], rules: rule(workspacePattern('workers')) },
  { files: ['web/src/**/*.{ts,svelte}'], rules: rule(workspacePattern('web')) },
];

const io = pattern(
  [
    'node:fs',
    'node:fs/**',
    'node:net',
    'node:http',
    'node:https',
    'node:child_process',
    'pg',
    'ioredis',
    'bullmq',
    'nodemailer',
    'meilisearch',
    'drizzle-orm',
    'drizzle-orm/**',
    'fastify',
    '@exchange/db',
    '@exchange/db/**',
    '**/queries.ts',
    '**/service.ts',
  ],
  'This file is pure: no input or output, so that it can be read and tested as a table.',
  true,
);

/** Policies, scores, documents and the words of a mail do no input or output. */
export const pureFiles = [
  {
    files: ['**/policy.ts', '**/score.ts', '**/document.ts', '**/*.email.ts'],
    rules: { ...rule(io), 'no-restricted-globals': ['error', 'fetch', 'process'] },
  },
];
