// The Idempotency-Key of a create: the same form sent twice makes one thing, a mended form is a new request.
import { createHash } from 'node:crypto';

/** @param formId made afresh each time the form is opened @param body what is about to be sent */
export function idempotencyKey(formId: string, body: unknown): string {
  return createHash('sha256')
    .update(`${formId}\n${JSON.stringify(body)}`)
    .digest('base64url');
}
