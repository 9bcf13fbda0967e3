// How often an organisation is asked to take or share listings: nobody fills the mailboxes of its owners by asking over and over.
import { requestEmail } from '@exchange/db/emails/queries';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeEach(async () => {
  api = await createTestApi();
});
afterEach(() => api.close());

describe.each([
  { kind: 'listing_transfer', path: 'transfer', field: 'toOrganisation' },
  { kind: 'listing_partner', path: 'partners', field: 'organisation' },
] as const)('POST /listings/:id/$path', ({ kind, path, field }) => {
  it('is refused to everybody once owners had fifty such messages within a day', async () => {
    const [asking, asked] = await Promise.all([api.aUser(), api.aUser()]);
    const ours = await api.anOrganisation({ members: [{ user: asking, role: 'owner' }] });
    const theirs = await api.anOrganisation({ members: [{ user: asked, role: 'owner' }] });
    const { id } = await api.aListing({ organisationId: ours.id });
    const token = await api.signIn(asking);
    const ask = () => api.ask(`/listings/${id}/${path}`, { body: { [field]: theirs.slug }, token });
    for (let number = 1; number <= 50; number += 1)
      await requestEmail(api.db, { key: `${kind}:${number}`, kind, to: asked.email, data: {} });
    const refused = await ask();
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    api.passTime(86_400_000);
    expect((await ask()).status).toBe(201);
  });
});
