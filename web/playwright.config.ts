// The journeys in a browser, with and without JavaScript, against a whole exchange that the run starts for itself.
import { defineConfig, devices } from '@playwright/test';

const desktop = devices['Desktop Chrome'];

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  globalSetup: './e2e/start-exchange.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    ...desktop,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // Set by start-exchange.ts before the first test.
    baseURL: process.env.E2E_WEB_URL,
    // A tenth of the run's work; `--trace retain-on-failure` brings it where one looks for a cause.
    trace: 'off',
    launchOptions: {
      // Empty: Playwright's own browser.
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'with-javascript', use: { javaScriptEnabled: true } },
    // What is of scripts alone says nothing here.
    { name: 'without-javascript', use: { javaScriptEnabled: false }, grepInvert: /@scripts/ },
  ],
});
