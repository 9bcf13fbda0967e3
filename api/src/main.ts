// Starts the api: migrates, opens what it stands on, listens; and on SIGTERM or SIGINT closes in the reverse order.
import { openDatabase } from '@exchange/db';
import { migrateDatabase } from '@exchange/db/migrate';
import { openListingIndex } from '@exchange/search/create';
import { buildApp } from './app.ts';
import { readConfig, type Config } from './config.ts';

async function start(config: Config): Promise<void> {
  await migrateDatabase(config.databaseUrl);
  const database = openDatabase(config.databaseUrl, { max: 20, applicationName: 'exchange-api' });
  const index = openListingIndex(config);
  await index.sync();
  const app = await buildApp({ config, database, index });
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    // Takes no new requests, and lets those under way end.
    await app.close();
    await index.close();
    await database.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  await app.listen({ host: config.host, port: config.port });
}

try {
  await start(readConfig());
} catch (error) {
  const code = (error as { code?: string }).code;
  const hint = code === 'EADDRINUSE' ? ' Set API_PORT to a free port, or stop what uses this one.' : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`);
  process.exit(1);
}
