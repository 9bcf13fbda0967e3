// What is created and the answer that is kept under its Idempotency-Key are one fact: both are there, or neither.
import { idempotencyKeys } from '@exchange/db/accounts/tables';
import { organisations } from '@exchange/db/organisations/tables';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let token = '';
beforeAll(async () => {
  api = await createTestApi();
  token = await api.signIn(await api.aUser());
  await api.db.execute(sql`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'as if the machine stopped here'; end $$`);
});
afterAll(() => api.close());

const create = (name: string, key: string) => {
  const body = { name, roles: ['innovator'], legalForm: 'charity', regions: ['TLC'] };
  return api.ask('/organisations', { body, token, headers: { 'idempotency-key': key } });
};
const countNamed = async (name: string) =>
  (await api.db.select().from(organisations).where(eq(organisations.name, name))).length;

it('takes back what was made when the answer cannot be kept, and makes it once when asked again', async () => {
  await api.db.execute(
    sql`create trigger refusing before update on idempotency_keys for each row execute function refuse()`,
  );
  const first = await create('Once', 'once');
  await api.db.execute(sql`drop trigger refusing on idempotency_keys`);
  expect([first.status, await countNamed('Once')]).toEqual([500, 0]);
  const second = await create('Once', 'once');
  const third = await create('Once', 'once');
  expect([second.status, third.status, await countNamed('Once')]).toEqual([201, 201, 1]);
  expect(third.body).toEqual(second.body);
  expect(third.headers['idempotency-replayed']).toBe('true');
});

it('keeps no answer when what was made cannot be committed', async () => {
  await api.db.execute(sql`create constraint trigger refusing after insert on organisations
    deferrable initially deferred for each row execute function refuse()`);
  expect((await create('Late', 'late')).status).toBe(500);
  await api.db.execute(sql`drop trigger refusing on organisations`);
  expect(await api.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, 'late'))).toEqual([]);
  expect([(await create('Late', 'late')).status, await countNamed('Late')]).toEqual([201, 1]);
});

it('lets one of those create who come at once, and gives the key back after a refusal', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => create('Together', 'together')));
  for (const { status } of answers) expect([201, 409]).toContain(status);
  expect([(await create('Together', 'together')).status, await countNamed('Together')]).toEqual([201, 1]);
  expect((await create('', 'refused')).status).toBe(422);
  expect((await create('Refused no more', 'refused')).status).toBe(201);
});

it('takes back what was made under a claim that somebody else has taken over meanwhile', async () => {
  await api.db.execute(sql`create function take_over() returns trigger language plpgsql as
    $$ begin update idempotency_keys set id = gen_random_uuid() where key = 'slow'; return new; end $$`);
  await api.db.execute(
    sql`create trigger slow before insert on organisations for each row execute function take_over()`,
  );
  const { status, body } = await create('Slow', 'slow');
  await api.db.execute(sql`drop trigger slow on organisations`);
  expect([status, body.error.code, await countNamed('Slow')]).toEqual([409, 'REQUEST_IN_PROGRESS', 0]);
});
