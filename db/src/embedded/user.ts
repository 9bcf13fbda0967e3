// Who the embedded server runs as: PostgreSQL refuses to run as root, and its files may lie where another user may not look.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';

export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * Undefined when this process is not root: then the server runs as we do. Data that is there already is served as
 * its owner, because PostgreSQL takes no other: an ordinary user may have made it.
 */
export function findServerUser(data: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(data) ? statSync(data) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  // `postgres` where the machine has it; `nobody` is everywhere, so no account need be made.
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account)
    throw new Error(
      'There is no user "postgres" or "nobody" to run the embedded PostgreSQL as: run as an ordinary user instead.',
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/**
 * The command and arguments that run `program` as `user`. setpriv leaves the server one right of root's, that of
 * entering any folder, because a clone often lies under one that only root may enter (/root, a `mktemp -d`).
 * The secure bit makes access(2), by which initdb looks for its programs, see that right too; all other rights go at
 * the next exec.
 */
export function commandAs(user: ServerUser | undefined, program: string, args: string[]): [string, string[]] {
  if (!user) return [program, args];
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return [
    setpriv(),
    [
      `--reuid=${String(user.uid)}`,
      `--regid=${String(user.gid)}`,
      '--clear-groups',
      ...(mayHandOnRights() ? rights : []),
      '--',
      program,
      ...args,
    ],
  ];
}

/** Root of a container may lack what this takes (CAP_DAC_OVERRIDE, 1, and CAP_SETPCAP, 8); then folders must be open. */
function mayHandOnRights(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const needed = (1n << 1n) | (1n << 8n);
  return (BigInt(`0x${effective}`) & needed) === needed;
}

function setpriv(): string {
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Try the next place.
    }
  }
  try {
    return execFileSync('sh', ['-c', 'command -v setpriv'], { encoding: 'utf8' }).trim();
  } catch (cause) {
    throw new Error(
      'setpriv (package util-linux) is needed to run the embedded PostgreSQL as root: install it, or run as an ordinary user.',
      { cause },
    );
  }
}
