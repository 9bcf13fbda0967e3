// Keeps short secrets in the database unreadable without EXCHANGE_SECRET.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const keyFor = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `exchange ${purpose}`, 32));

/** Encrypts a text (AES-256-GCM, RFC 5116): nonce, tag and ciphertext as base64url. */
export function seal(secret: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, 'sealing'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws when it was sealed with another secret, or is not whole */
export function unseal(secret: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, 'sealing'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** What checks a short code, and tells nothing of it to who has the database only. */
export const hashCode = (secret: string, code: string) =>
  createHmac('sha256', keyFor(secret, 'codes')).update(code).digest('base64url');
