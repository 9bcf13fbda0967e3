// The OpenAPI document against the app: every route is in it, with its replies, errors, security and a name.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from './testing.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[];
  requestBody?: unknown;
  responses: Record<string, { description?: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

let api: TestApi;
let document: Document;
const routes: string[] = [];
let operations: [string, Operation][] = [];
beforeAll(async () => {
  api = await createTestApi();
  const reply = await api.app.inject('/api/openapi.json');
  document = reply.json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
  routes.push(...readRoutes(api.app.printRoutes({ commonPrefix: false })));
});
afterAll(() => api.close());

/** Fastify prints a tree of its routes; each line has a part of a path and, where a route ends, its methods. */
function readRoutes(tree: string): string[] {
  const stack: { depth: number; path: string }[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^([│├└─\s]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const depth = (found[1] ?? '').length;
    while (stack.length > 0 && stack[stack.length - 1]!.depth >= depth) stack.pop();
    const path = (stack.at(-1)?.path ?? '') + (found[2] ?? '');
    stack.push({ depth, path });
    const methods = (found[3] ?? '')
      .split(', ')
      .filter((method) => method && method !== 'HEAD' && method !== 'OPTIONS');
    return methods.map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  });
}

describe('/api/openapi.json', () => {
  it('is OpenAPI 3.1 with a security scheme, and names no machine of ours', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.securitySchemes)).toEqual(expect.arrayContaining(['bearer', 'apiKey']));
  });

  it('lists every route under the base path', () => {
    const listed = operations.map(([name]) => name).sort();
    const served = routes.filter((route) => route.includes(' /api/v1/')).sort();
    expect(served.length).toBeGreaterThan(50);
    expect(listed).toEqual(served);
  });

  it('gives each operation a name of its own, a summary, a tag, a success and its errors', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [route, operation] of operations) {
      expect(operation.operationId, route).toBeTruthy();
      expect(operation.summary, route).toBeTruthy();
      expect(operation.tags, route).toHaveLength(1);
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        route,
      ).toBe(true);
      expect(statuses, route).toEqual(expect.arrayContaining(['429', '500', '503']));
      for (const status of statuses.filter((one) => one >= '400')) {
        const schema = operation.responses[status]?.content?.['application/json']?.schema;
        expect(schema?.$ref, `${route} ${status}`).toBe('#/components/schemas/Error');
      }
    }
  });

  it('says who must be signed in, and what they are told when they are not', () => {
    for (const [route, { security, responses }] of operations) {
      const isPersonal = / \/api\/v1\/(me|admin|interests|matches)/.test(route);
      if (isPersonal) expect(security?.[0], route).toEqual({ bearer: [] });
      if (isPersonal) expect(security, route).not.toContainEqual({});
      if (/ \/api\/v1\/(me|admin|auth|notifications)/.test(route))
        expect(JSON.stringify(security ?? []), route).not.toContain('apiKey');
      if (security) expect(Object.keys(responses), route).toContain('401');
    }
  });

  it('describes every parameter, also those that are prepared before they are checked', () => {
    for (const [route, { parameters = [] }] of operations)
      for (const { name, schema } of parameters)
        expect(Object.keys(schema).length, `${route} ${name} ${JSON.stringify(schema)}`).toBeGreaterThan(0);
    const search = document.paths['/api/v1/listings']?.get?.parameters?.find(({ name }) => name === 'ask');
    expect(search?.schema).toMatchObject({
      type: 'array',
      items: { enum: ['contract', 'investment', 'research', 'peers'] },
    });
  });

  it('has no reference without a schema behind it', () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(document.components.schemas).toHaveProperty([name ?? '']);
  });

  it('lists every feature by name in one file', () => {
    const table = readFileSync(new URL('./features.ts', import.meta.url), 'utf8');
    for (const feature of ['accountRoutes', 'organisationRoutes', 'listingRoutes', 'interestRoutes', 'matchRoutes'])
      expect(table).toContain(`app.register(${feature})`);
  });
});
