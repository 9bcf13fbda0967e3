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
 */
export function commandAs(user: ServerUser | undefined, program: string, args: string[]): [string, string[]] {
  if (!user) return [program, args];
  return [
    setpriv(),
    [
      `--reuid=${String(user.uid)}`,
      `--regid=${String(user.gid)}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
      program,
      ...args,
    ],
  ];
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
