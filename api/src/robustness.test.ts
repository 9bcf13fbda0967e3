// Every route against input that nobody should send: whatever comes, no answer is a 5xx, and every error has the one shape.
import { ErrorBody } from '@exchange/contracts';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let tokens: (string | undefined)[] = [];
let ids: string[] = [];
beforeAll(async () => {
  api = await createTestApi();
  const user = await api.aUser();
  const organisation = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
  const draft = await api.aListing({ organisationId: organisation.id });
  const published = await api.aPublishedListing({ organisationId: organisation.id });
  ids = [organisation.id, organisation.slug, draft.id, published.id, String(published.slug)];
  tokens = [undefined, await api.signIn(user), await api.signIn(await api.aStaffUser())];
});
afterAll(() => api.close());

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = seeded(2006);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const odd: unknown[] = [
  null,
  true,
  '',
  ' ',
  'x',
  '\u0000',
  '\ud800',
  "' or 1=1 --",
  '%',
  '../../etc/passwd',
  'x'.repeat(20_000),
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[[]]],
  [null],
  { constructor: { prototype: {} } },
  '019a5c1e-0000-7000-8000-000000000000',
  '2006-13-45',
  'TLC',
  'health_social_care',
];
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content?: Record<string, { schema: { $ref?: string; properties?: object } }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: object }> };
}

function bodyOf(operation: Operation, document: Document): unknown {
  if (random() < 0.1) return pick(odd);
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  const named = schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  const fields = Object.keys(named?.properties ?? {});
  return Object.fromEntries(
    [...fields, 'surprise'].flatMap((name) => (random() < 0.6 ? [[name, pick([...odd, ...ids])]] : [])),
  );
}

function urlOf(path: string, operation: Operation): string {
  const address = path.replace(/\{\w+\}/g, () =>
    encodeURIComponent(pick([...ids, ...ids, '\u0000', 'x'.repeat(150), 'ü', '%'])),
  );
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && random() < 0.4)
    .map(({ name }) => {
      const value = pick([...odd, ...ids]);
      return `${name}=${encodeURIComponent(String(value).toWellFormed().slice(0, 3000))}`;
    });
  return query.length === 0 ? address : `${address}?${query.join('&')}`;
}

describe('no input is too odd', () => {
  it('for any route', async () => {
    const document: Document = (await api.app.inject('/api/openapi.json')).json();
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods))
        for (let round = 0; round < 12; round += 1) {
          // Leaving ends the account that the rest is asked with.
          if (path.endsWith('/me') && method === 'delete') continue;
          const token = pick(tokens);
          const hasBody = operation.requestBody !== undefined && random() < 0.95;
          const asked: InjectOptions = {
            method: method.toUpperCase(),
            url: urlOf(path, operation),
            headers: {
              ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
              ...(hasBody ? { 'content-type': 'application/json' } : {}),
            },
            ...(hasBody ? { payload: JSON.stringify(bodyOf(operation, document)) } : {}),
          };
          const reply = await api.app.inject(asked);
          const told = `${JSON.stringify(asked).slice(0, 600)}\n→ ${String(reply.statusCode)} ${reply.payload.slice(0, 400)}`;
          expect(reply.statusCode, told).toBeLessThan(500);
          if (reply.statusCode >= 400) expect(ErrorBody.safeParse(reply.json()).success, told).toBe(true);
        }
  });
});
