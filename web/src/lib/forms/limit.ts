// Keeps what is sent within bounds when nothing is said of its length beforehand.

/**
 * Reads a body that does not say how long it is, up to `limit` bytes. (One that does is held to what it says by HTTP itself.)
 * @returns the same request with its body in hand, or undefined when it is longer
 */
export async function withinLimit(request: Request, limit: number): Promise<Request | undefined> {
  if (request.body === null || request.headers.has('content-length')) return request;
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    parts.push(next.value);
  }
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: Buffer.concat(parts) });
}
