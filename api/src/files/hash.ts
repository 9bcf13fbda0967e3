// What bytes are known by: the last part of their address.
import { createHash } from 'node:crypto';

/** SHA-256, base64url: 43 characters. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url');
