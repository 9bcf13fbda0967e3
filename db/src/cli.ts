// Commands on the database, for a deployment. `node db/src/cli.ts migrate` brings it to the newest state, once, before the rest starts.
import { readConfig } from './config.ts';
import { openDatabase } from './index.ts';
import { migrateDatabase } from './migrate.ts';
import { ensureStaff } from './seed/staff.ts';

/** Migrates, and makes the staff account where the settings name one. */
async function migrate(): Promise<void> {
  const config = readConfig();
  await migrateDatabase(config.DATABASE_URL);
  console.log('The database is at the newest migration.');
  const { EXCHANGE_STAFF_EMAIL: email, EXCHANGE_STAFF_PASSWORD: password } = config;
  if (email === undefined && password === undefined) return;
  const database = openDatabase(config.DATABASE_URL, { max: 1, applicationName: 'exchange-cli' });
  try {
    const staff = await ensureStaff(database.db, { email, password });
    // A password of the settings is known to whoever set it; one made up is said here and nowhere else.
    const made = password === undefined && staff.password !== undefined ? `, password ${staff.password}` : '';
    console.log(`Staff account: ${staff.email}${made}`);
  } finally {
    await database.close();
  }
}

const commands: Record<string, () => Promise<void>> = { migrate };
const command = commands[process.argv[2] ?? ''];
if (!command) {
  console.error(`Usage: node db/src/cli.ts ${Object.keys(commands).join(' | ')}`);
  process.exit(1);
}
try {
  await command();
} catch (error) {
  console.error(error instanceof Error ? error.message || error.name : error);
  process.exit(1);
}
