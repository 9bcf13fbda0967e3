// What `npm start` prints: its progress, one line a step, and at the end one table.
import { organisations } from '@exchange/db/seed/organisations';
import type { SeedPerson } from '@exchange/db/seed/types';
import type { StaffAccount } from '@exchange/db/seed/staff';

export const say = (line: string) => console.log(`  ${line}`);

/** Runs a step and prints how long it took. */
export async function step<T>(label: (result: T) => string, work: Promise<T>): Promise<T> {
  const began = Date.now();
  const result = await work;
  say(`✓ ${label(result)} (${seconds(Date.now() - began)})`);
  return result;
}

export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

export interface Report {
  tookMs: number;
  webUrl: string;
  apiUrl: string;
  hasMailbox: boolean;
  staff: StaffAccount | undefined;
  demonstration: { people: readonly SeedPerson[]; password: string } | undefined;
  dataFolder: string;
  isEmbedded: boolean;
}

/** The one table: where everything is, who can sign in, how to stop. */
export function describe(report: Report): string {
  const { staff, demonstration } = report;
  const rows: [string, string][] = [
    ['Pages', report.webUrl],
    ['API', `${report.apiUrl}/api/v1`],
    ['API reference', `${report.apiUrl}/api/docs`],
  ];
  if (report.hasMailbox) rows.push(['Mailbox', `${report.webUrl}/dev/mailbox  (mail is kept here, not sent)`]);
  if (staff) rows.push(['Staff', staffRow(staff)]);
  demonstration?.people.forEach(({ email, name, memberships }, index) => {
    const roles = memberships.map(({ organisation, role }) => `${role} of ${nameOf(organisation)}`).join(', ');
    rows.push([index === 0 ? 'Demonstration' : '', `${email.padEnd(26)}${name}, ${roles}`]);
  });
  if (demonstration) rows.push(['', `the password of each of them: ${demonstration.password}`]);
  rows.push(['Data', `${report.dataFolder}  (${report.isEmbedded ? 'database, ' : ''}logs, secret)`]);
  rows.push(['Stop', 'Ctrl-C']);
  const width = Math.max(...rows.map(([label]) => label.length)) + 3;
  const table = rows.map(([label, text]) => `  ${label.padEnd(width)}${text}`).join('\n');
  return `\nThe Innovation Exchange is ready, ${seconds(report.tookMs)} after you asked for it.\n\n${table}\n`;
}

const nameOf = (key: string) => organisations.find((organisation) => organisation.key === key)?.name ?? key;

function staffRow({ email, password }: StaffAccount): string {
  return password === undefined ? email : `${email}  password ${password}  (shown this once: note it)`;
}
