// Starts the run's PostgreSQL before the first test file and stops it after the last.
import { startTestServer } from '@exchange/db/testing';

export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env.TEST_DATABASE_URL);
  process.env.EXCHANGE_TEST_SERVER = server.url;
  return server.stop;
}
