// Unsubscribing: looking changes nothing, one POST stops one alert or all, and interests stay.
import { interestAlerts } from '@exchange/db/interests/tables';
import { anInterest } from '@exchange/db/interests/fixtures';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** A person with two alerts. */
async function aReader() {
  const user = await api.aUser();
  const organisation = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
  const given = { organisationId: organisation.id, userId: user.id };
  const ids = [await anInterest(api.db, given), await anInterest(api.db, { ...given, frequency: 'weekly' })];
  const alerts = () => api.db.select().from(interestAlerts).where(eq(interestAlerts.userId, user.id));
  const frequencies = async () => (await alerts()).map(({ frequency }) => frequency).sort();
  const token = (await alerts()).find(({ interestId }) => interestId === ids[0])!.token;
  return { user, interestId: ids[0], token, frequencies };
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('/unsubscribe', () => {
  it('shows on GET what would be stopped, and changes nothing', async () => {
    const { user, interestId, token, frequencies } = await aReader();
    const { status, body, headers } = await api.ask(`/unsubscribe?token=${token}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      email: user.email,
      interest: { id: interestId, name: 'What we want to hear about', frequency: 'instant' },
      stopped: false,
    });
    expect(headers['cache-control']).toBe('private, no-store');
    expect(await frequencies()).toEqual(['instant', 'weekly']);
  });

  it('stops one alert by the one click of a mail program, again without harm, and keeps the interest', async () => {
    const { interestId, token, frequencies } = await aReader();
    for (let click = 0; click < 2; click += 1) {
      const { status, body } = await api.ask(`/unsubscribe?token=${token}`, {
        body: 'List-Unsubscribe=One-Click',
        headers: form,
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({ interest: { id: interestId, frequency: 'off' }, stopped: true });
    }
    expect(await frequencies()).toEqual(['off', 'weekly']);
    expect((await api.ask(`/unsubscribe?token=${token}`)).body.stopped).toBe(true);
  });

  it('takes the other kind of form that RFC 8058 allows, and an empty body', async () => {
    const one = await aReader();
    const boundary = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
    const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
    const clicked = await api.ask(`/unsubscribe?token=${one.token}`, { body: boundary, headers: multipart });
    expect(clicked.status).toBe(200);
    expect(await one.frequencies()).toEqual(['off', 'weekly']);
    const two = await aReader();
    expect((await api.ask(`/unsubscribe?token=${two.token}`, { method: 'POST' })).status).toBe(200);
    expect(await two.frequencies()).toEqual(['off', 'weekly']);
  });

  it('stops all alerts of the person when asked to, or by the link of all', async () => {
    const one = await aReader();
    const { body } = await api.ask('/unsubscribe', { body: { token: one.token, all: true } });
    expect(body).toEqual({ email: one.user.email, interest: null, stopped: true });
    expect(await one.frequencies()).toEqual(['off', 'off']);
    const two = await aReader();
    const link = `/unsubscribe?token=${two.user.unsubscribeToken}`;
    expect((await api.ask(link)).body).toEqual({ email: two.user.email, interest: null, stopped: false });
    await api.ask(link, { body: 'List-Unsubscribe=One-Click', headers: form });
    expect(await two.frequencies()).toEqual(['off', 'off']);
    expect((await api.ask(link)).body.stopped).toBe(true);
  });

  it('makes it weekly instead: one alert, or all that were stopped at once', async () => {
    const one = await aReader();
    const ask = (body: object) => api.ask('/unsubscribe', { body: { token: one.token, ...body } });
    await ask({});
    const { body } = await ask({ instead: 'weekly' });
    expect(body).toMatchObject({ interest: { id: one.interestId, frequency: 'weekly' }, stopped: false });
    expect(await one.frequencies()).toEqual(['weekly', 'weekly']);
    await ask({ all: true });
    expect((await ask({ all: true, instead: 'weekly' })).body).toMatchObject({ interest: null, stopped: false });
    expect(await one.frequencies()).toEqual(['weekly', 'weekly']);
    expect((await ask({ instead: 'hourly' })).status).toBe(422);
  });

  it('knows only its own links', async () => {
    expect((await api.ask('/unsubscribe?token=guessed')).status).toBe(404);
    expect((await api.ask('/unsubscribe?token=guessed', { body: {} })).status).toBe(404);
    expect((await api.ask('/unsubscribe')).status).toBe(422);
    expect((await api.ask('/unsubscribe', { body: {} })).status).toBe(422);
  });
});
