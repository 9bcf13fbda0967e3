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
  },
});
