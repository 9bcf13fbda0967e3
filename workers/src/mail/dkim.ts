// The key that mail is signed with (DKIM, RFC 6376), read from where the settings say.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface DkimKey {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

export interface DkimSettings {
  MAIL_DKIM_DOMAIN?: string | undefined;
  MAIL_DKIM_SELECTOR?: string | undefined;
  MAIL_DKIM_PRIVATE_KEY?: string | undefined;
  MAIL_DKIM_PRIVATE_KEY_FILE?: string | undefined;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Error(`MAIL_DKIM_PRIVATE_KEY_FILE names ${file}, which cannot be read (${code})`, { cause: error });
  }
}

/** Settings that hold one line have `\n` where a key has line ends. */
function requireRsa(pem: string): string {
  const key = pem.replaceAll('\\n', '\n');
  let type: string | undefined;
  try {
    type = createPrivateKey(key).asymmetricKeyType;
  } catch (error) {
    throw new Error('MAIL_DKIM_PRIVATE_KEY must be a private key in PEM', { cause: error });
  }
  // What mail is signed with here; every receiver knows it (RFC 8301).
  if (type !== 'rsa') throw new Error('MAIL_DKIM_PRIVATE_KEY must be an RSA key');
  return key;
}

/** @returns undefined where mail is not signed. @throws with a clause that names the setting which is missing or wrong */
export function readDkimKey(settings: DkimSettings): DkimKey | undefined {
  const { MAIL_DKIM_DOMAIN: domain, MAIL_DKIM_SELECTOR: selector } = settings;
  const { MAIL_DKIM_PRIVATE_KEY: given, MAIL_DKIM_PRIVATE_KEY_FILE: file } = settings;
  if (domain === undefined && selector === undefined && given === undefined && file === undefined) return undefined;
  const needed = 'is needed as well: MAIL_DKIM_DOMAIN, MAIL_DKIM_SELECTOR and a key belong together';
  if (domain === undefined) throw new Error(`MAIL_DKIM_DOMAIN ${needed}`);
  if (selector === undefined) throw new Error(`MAIL_DKIM_SELECTOR ${needed}`);
  const pem = given ?? (file === undefined ? undefined : readKeyFile(file));
  if (pem === undefined) throw new Error(`MAIL_DKIM_PRIVATE_KEY or MAIL_DKIM_PRIVATE_KEY_FILE ${needed}`);
  return { domain, selector, privateKey: requireRsa(pem) };
}
