// How the code is held to its house style: types checked, sizes kept, and the import rule of the workspaces.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { pureFiles, restrictedImports, workspaceZones } from './scripts/lint/import-rule.js';

const tests = ['**/*.test.ts', '**/e2e/**/*.ts'];
/** Process environment is read in these and nowhere else. */
const readsEnvironment = [
  '**/config.ts',
  '**/env.ts',
  '**/*.config.{js,ts}',
  'vitest.setup.ts',
  'vitest.each-file.ts',
  'scripts/**',
  'web/server.js',
  'web/e2e/**',
  'db/src/testing.ts',
  'bench/src/main.ts',
  ...tests,
];
const size = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/build/',
      '**/.svelte-kit/',
      '**/.turbo/',
      '.data/',
      'coverage/',
      'db/migrations/',
      'web/test-results/',
      'web/playwright-report/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        // Two programs rather than one for each workspace, so that what they share is understood once.
        project: ['./tsconfig.lint.json', './web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    settings: {
      'import-x/extensions': ['.ts', '.js', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.mjs'] })],
    },
    rules: {
      'max-lines': size(250),
      'max-lines-per-function': size(60),
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in config.ts, once.' },
      ],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: workspaceZones }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A number in a sentence reads well as it is.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // With noUncheckedIndexedAccess some conditions look needless that are not, such as a loop's `for (;;)`.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Fastify's and Svelte's own idioms: handlers without await, methods handed on.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // An array index that was checked before is clearer asserted than tested twice; in tests above all.
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  { files: readsEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: ['scripts/**', 'bench/**', 'db/src/cli.ts'], rules: { 'no-console': 'off' } },
  ...restrictedImports,
  ...pureFiles,
  {
    files: tests,
    rules: {
      // The callback of `describe` holds a whole suite, that of `it` a whole story.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
    // Templates are type-checked by svelte-check; the type-aware lint rules would load every component a second time.
    extends: [ts.configs.disableTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { project: null, parser: ts.parser },
    },
    rules: {
      'svelte/no-navigation-without-resolve': 'off',
      'no-undef': 'off',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['web/src/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
);
