// Looking a charity up by its number: in the extract, and at a register that is a real server which answers as the documented one does, or badly.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RegisterEntry } from '@exchange/contracts';
import { findRegisterEntry } from '@exchange/db/register/queries';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { createCharityCommission } from './charity-commission.ts';
import { RegisterAwayError } from './register.ts';

const KEY = 'a subscription key';
/** As `allcharitydetailsV2` answers, with more than is read. */
const details = (changes: object = {}) => ({
  organisation_number: 5_000_001,
  reg_charity_number: 1_999_001,
  group_subsid_suffix: 0,
  charity_name: 'GATESHEAD SIGHT SERVICE',
  charity_type: 'Charitable company',
  reg_status: 'R',
  date_of_registration: '1999-05-04T00:00:00',
  latest_income: 120_000,
  address_post_code: 'NE8 1HH',
  web: 'WWW.EXAMPLE.ORG',
  charity_co_reg_number: '1234567',
  trustee_names: [{ organisation_number: 1, trustee_name: 'A. Person' }],
  CharityAoOCountryContinent: [],
  CharityAoOLocalAuthority: [{ local_authority: 'Gateshead', metropolitan_county: 'TYNE AND WEAR', welsh_ind: false }],
  CharityAoORegion: null,
  ...changes,
});

let answers: Record<string, (response: ServerResponse) => void> = {};
let asked: { url: string; key: unknown }[] = [];
let register: Server;
let url = '';
let api: TestApi;
let token = '';
const json = (body: unknown) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('{}');

beforeAll(async () => {
  register = createServer((request, response) => {
    asked.push({ url: request.url ?? '', key: request.headers['ocp-apim-subscription-key'] });
    (answers[request.url ?? ''] ?? status(404))(response);
  });
  await new Promise<void>((resolve) => register.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((register.address() as AddressInfo).port)}/register/api`;
  api = await createTestApi({ CHARITY_REGISTER_URL: url, CHARITY_REGISTER_KEY: KEY });
  token = await api.signIn(await api.aUser());
});
afterAll(async () => {
  await api.close();
  register.closeAllConnections();
  await new Promise((resolve) => register.close(resolve));
});
beforeEach(() => {
  answers = {};
  asked = [];
});
const at = (what: string, number: string) => `/register/api/${what}/${number}/0`;
const look = (scheme: string, id: string) => api.ask(`/register/${scheme}/${encodeURIComponent(id)}`, { token });

describe('the register itself', () => {
  it('is asked for name, activities, areas and the rest, and not again within a week', async () => {
    answers[at('allcharitydetailsV2', '1999001')] = json(details());
    answers[at('charityoverview', '1999001')] = json({ activities: 'Help for people who lose their sight.' });
    const { body } = await look('GB-CHC', ' 1999001 ');
    expect(RegisterEntry.parse(body)).toMatchObject({
      id: '1999001',
      name: 'GATESHEAD SIGHT SERVICE',
      description: 'Help for people who lose their sight.',
      regions: ['TLC'],
      website: 'https://www.example.org/',
      companyNumber: '01234567',
      legalForm: 'company_limited_by_guarantee',
      source: 'register',
    });
    expect(asked).toMatchObject([{ key: KEY }, { key: KEY }]);
    expect((await look('GB-CHC', '1999001')).body).toEqual(body);
    expect(asked).toHaveLength(2);
    api.passTime(8 * 86_400_000);
    // Its access token has run out meanwhile too.
    token = await api.signIn(await api.aUser());
    // What it does is of a part that now does not answer: a form without it is better than none.
    answers = { [at('allcharitydetailsV2', '1999001')]: json(details({ charity_name: 'Gateshead Sight' })) };
    expect((await look('GB-CHC', '1999001')).body).toMatchObject({ name: 'Gateshead Sight', description: '' });
  });

  it.each([
    ['all of England and Wales', { CharityAoORegion: [{ region: 'Throughout England And Wales' }] }, 10],
    ['London', { CharityAoORegion: [{ region: 'Throughout London' }] }, 1],
    ['Scotland and Wales', { CharityAoOCountryContinent: [{ country: 'Scotland' }, { country: 'France' }] }, 1],
    ['where its address is', {}, 1],
  ])('says where it works: %s', async (name, areas, count) => {
    const id = String(2_000_000 + name.length);
    answers[at('allcharitydetailsV2', id)] = json(details({ CharityAoOLocalAuthority: [], ...areas }));
    expect((await look('GB-CHC', id)).body.regions).toHaveLength(count);
  });

  it('knows no such number, and none that was removed', async () => {
    expect((await look('GB-CHC', '1999002')).status).toBe(404);
    answers[at('allcharitydetailsV2', '1999003')] = json(details({ reg_status: 'RM' }));
    expect((await look('GB-CHC', '1999003')).status).toBe(404);
    answers[at('allcharitydetailsV2', '1999004')] = json(null);
    expect((await look('GB-CHC', '1999004')).status).toBe(404);
    expect(await findRegisterEntry(api.db, 'GB-CHC', '1999003')).toBeUndefined();
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['refuses the key', status(401)],
    ['is broken', status(500)],
    ['answers in another form', json({ charity: 'x' })],
    ['answers no JSON', (response) => response.end('<html>')],
    ['sends somewhere else', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['hangs up', (response) => response.destroy()],
    ['never stops', (response) => response.end('x'.repeat(600 * 1024))],
  ])('that %s is away, which is said, and what is known still helps', async (name, answer) => {
    const unknown = String(3_000_000 + name.length);
    answers[at('allcharitydetailsV2', unknown)] = answer;
    const { status: code, body, headers } = await look('GB-CHC', unknown);
    expect([code, body.error.code, body.error.message]).toEqual([
      503,
      'REGISTER_AWAY',
      'We could not reach the register; go on by hand.',
    ]);
    expect(headers['retry-after']).toBe('60');
    answers[at('allcharitydetailsV2', '1000340')] = answer;
    expect((await look('GB-CHC', '1000340')).body).toMatchObject({ name: 'FREEDOM FROM TORTURE', source: 'extract' });
  });

  it('that does not answer in time is away', async () => {
    answers[at('allcharitydetailsV2', '1999005')] = () => undefined;
    const slow = createCharityCommission({ url, key: KEY, timeoutMs: 60 });
    await expect(slow.findCharity('1999005')).rejects.toThrow(RegisterAwayError);
  });
});

describe('GET /register/:scheme/:id', () => {
  it('gives what the extract says, with whose data it is', async () => {
    expect((await look('GB-SC', 'sc000038')).body).toMatchObject({
      scheme: 'GB-SC',
      id: 'SC000038',
      name: 'Inspire (Partnership Through Life) Ltd',
      regions: ['TLM'],
      source: 'extract',
      asOf: null,
      attribution: expect.stringContaining('Scottish Charity Register') as string,
    });
    expect((await look('GB-NIC', 'NIC100095')).body).toMatchObject({ regions: ['TLN'], description: '' });
    expect(asked).toEqual([]);
  });

  it('is for those signed in, with a number of a register that can be asked', async () => {
    expect((await api.ask('/register/GB-SC/SC000038')).status).toBe(401);
    expect((await look('GB-SC', 'SC099999')).body.error.code).toBe('NOT_FOUND');
    expect((await look('GB-CHC', '12-34')).body.error.fields).toMatchObject([{ path: 'id' }]);
    expect((await look('GB-COH', '01234567')).status).toBe(404);
  });

  it('may be asked as often as somebody fills in forms, and no oftener', async () => {
    const limited = await createTestApi({ RATE_LIMIT_PER_MINUTE: '200' });
    try {
      const bearer = await limited.signIn(await limited.aUser());
      const codes: number[] = [];
      for (let i = 0; i < 12; i += 1)
        codes.push((await limited.ask('/register/GB-SC/SC000038', { token: bearer })).status);
      expect([codes.slice(0, 10), codes.slice(10)]).toEqual([Array(10).fill(200), [429, 429]]);
    } finally {
      await limited.close();
    }
  });
});
