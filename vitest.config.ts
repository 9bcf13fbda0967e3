// Every workspace's unit and integration tests, in one run on one PostgreSQL server.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contracts,db,search,api,workers,bench}/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'web/src/**/*.test.ts',
    ],
    globalSetup: './vitest.setup.ts',
    // Deadlines for a busy machine, not waits.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // Two processes run all files, so that what they share is loaded twice rather than 180 times: half of the run's work. In return a file
    // leaves its process as it found it, which vitest.each-file.ts holds.
    isolate: false,
    restoreMocks: true,
    setupFiles: './vitest.each-file.ts',
  },
});
