// The exchange under test as the journeys reach it beside the pages: its API, and the mail it keeps.
import { expect } from '@playwright/test';
import type { KeptEmail } from '@exchange/contracts';

interface Call {
  token?: string;
  body?: unknown;
}

/** Where the API is; set by start-exchange.ts before the first test. */
export const apiUrl = (): string => `${process.env.E2E_API_URL ?? ''}/api/v1`;

/**
 * Calls the API. The reply is taken to be what its contract says.
 * @throws Error with the whole reply, when the API refuses
 */
export async function call<T>(method: string, path: string, { token, body }: Call = {}): Promise<T> {
  const response = await fetch(apiUrl() + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** What was mailed to an address, newest first. */
export async function mailTo(address: string): Promise<KeptEmail[]> {
  const { items } = await call<{ items: KeptEmail[] }>('GET', `/dev/mailbox?to=${encodeURIComponent(address)}`);
  return items;
}

/** Waits for a message and gives it. `about` is a part of its subject or of its text. */
export async function expectMail(address: string, about: string): Promise<KeptEmail> {
  const find = async () =>
    (await mailTo(address)).find((one) => one.subject.includes(about) || one.text.includes(about));
  let found: KeptEmail | undefined;
  await expect
    .poll(async () => (found = await find()) !== undefined, { message: `mail to ${address} about “${about}”` })
    .toBe(true);
  return found!;
}

/** The one link of a message that leads to a path of the web. */
export function linkIn(email: KeptEmail, path: string): string {
  const start = `${process.env.E2E_WEB_URL ?? ''}${path}`;
  const links = email.text.split(/\s+/).filter((word) => word.startsWith(start));
  if (links[0] === undefined) throw new Error(`no link to ${path} in: ${email.text}`);
  return links[0];
}
