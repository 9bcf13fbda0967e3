// The mailbox of an exchange without a mail server, which does not exist where there is one.
import { KeptEmail } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

async function keep(to: string, subject: string, state: 'kept' | 'pending' = 'kept'): Promise<string> {
  const content = { subject, text: 'Hello', html: '<p>Hello</p>', headers: { 'List-Unsubscribe': '<https://x>' } };
  const [row] = await api.db
    .insert(emails)
    .values({ key: crypto.randomUUID(), kind: 'match', to, data: {}, state, ...content })
    .returning({ id: emails.id });
  return row!.id;
}

describe('GET /dev/mailbox', () => {
  it('shows kept mail as its receiver would see it, newest first', async () => {
    await keep('ann@example.org', 'First');
    const id = await keep('ann@example.org', 'Second');
    await keep('bob@example.org', 'Third');
    await keep('ann@example.org', 'Not sent yet', 'pending');
    const subjects = async (query: string) =>
      (await api.ask(`/dev/mailbox${query}`)).body.items.map((item) => KeptEmail.parse(item).subject);
    expect(await subjects('')).toEqual(['Third', 'Second', 'First']);
    expect(await subjects('?to=ANN@example.org&limit=1')).toEqual(['Second']);
    expect((await api.ask(`/dev/mailbox/${id}`)).body).toMatchObject({ subject: 'Second', html: '<p>Hello</p>' });
    expect((await api.ask('/dev/mailbox/019a5c1e-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await api.ask('/dev/mailbox/no-id')).status).toBe(404);
    expect((await api.ask('/dev/mailbox?to=nobody')).status).toBe(422);
  });

  it('does not exist where mail is sent', async () => {
    const sending = await createTestApi({ SMTP_URL: 'smtp://127.0.0.1:25' });
    expect((await sending.ask('/dev/mailbox')).status).toBe(404);
    await sending.close();
  });
});
