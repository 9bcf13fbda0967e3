// Hashing passwords: argon2id with the parameters of the OWASP password storage cheat sheet.
import { hash, verify } from '@node-rs/argon2';

/** 19 MiB, two passes, one lane: OWASP's first choice for argon2id, which is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns the hash in its encoded form, parameters and salt within */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let standIn: Promise<string> | undefined;

/**
 * Compares a password with a hash. Without a hash (an unknown address) it does the same work and says no, so that
 * the time taken tells nothing of whether somebody is known.
 */
export async function verifyPassword(password: string, encoded: string | undefined): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password');
  const isRight = await verify(encoded ?? (await standIn), password);
  return encoded !== undefined && isRight;
}
