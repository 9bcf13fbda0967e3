// docker-compose.yml and the Dockerfile, checked without a container engine: the specification's schema, and our own promises.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ApiConfigSchema } from '../../api/src/config.ts';
import { DbConfigSchema } from '../../db/src/config.ts';
import { ConfigSchema as WebConfigSchema } from '../../web/src/config.ts';
import { WorkersConfigSchema } from '../../workers/src/config.ts';
import { root } from '../lib/packages.mjs';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string | number | null>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
}
interface ComposeFile {
  services: Record<string, Service>;
  volumes: Record<string, null>;
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const source = read('docker-compose.yml');
const compose = parse(source, { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const known: Record<string, Record<string, unknown>> = {
  migrate: DbConfigSchema.shape,
  api: ApiConfigSchema.in.shape,
  workers: WorkersConfigSchema.shape,
  web: WebConfigSchema.shape,
};

/** The file as Compose sees it once the variables are filled in: required ones as given, others as their default. */
function interpolate(given: Record<string, string>): string {
  return source.replace(/\$\{([A-Z_]+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = given[name] ?? '';
    if (value !== '' || kind === '-') return value === '' ? rest : value;
    throw new Error(`${name} is required`);
  });
}
const secrets = { EXCHANGE_SECRET: 's'.repeat(48), POSTGRES_PASSWORD: 'p'.repeat(24), MEILI_KEY: 'm'.repeat(16) };

describe('docker-compose.yml', () => {
  it('is valid by the Compose Specification', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const schema = JSON.parse(read('scripts/compose/compose-spec.schema.json')) as Record<string, unknown>;
    // The schema names its draft by https, Ajv by http.
    const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect(validate(parse(source, { merge: true })), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ services: { api: { imagee: 'x' } } })).toBe(false);
  });

  it.each(Object.keys(secrets))('cannot start without %s, and has no default for it', (name) => {
    const { [name]: _, ...others } = secrets as Record<string, string>;
    expect(() => interpolate(others)).toThrow(`${name} is required`);
    expect(() => interpolate(secrets)).not.toThrow();
  });

  it('tells each program only what it reads, and everything it needs', () => {
    const filled = parse(interpolate(secrets), { merge: true }) as ComposeFile;
    // What every program is told, whether it needs all of it or not.
    const shared = new Set([
      'REDIS_URL',
      'MEILI_URL',
      'MEILI_KEY',
      'SMTP_URL',
      'WEB_PUBLIC_URL',
      'API_PUBLIC_URL',
      'LOG_LEVEL',
    ]);
    for (const [name] of ours) {
      const environment = filled.services[name]?.environment ?? {};
      const unknown = Object.keys(environment).filter((key) => !(key in (known[name] ?? {})) && !shared.has(key));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
    }
    const told = (name: string) =>
      Object.fromEntries(
        Object.entries(filled.services[name]?.environment ?? {}).map(([key, value]) => [key, String(value ?? '')]),
      );
    expect(DbConfigSchema.safeParse(told('migrate')).error).toBeUndefined();
    expect(ApiConfigSchema.safeParse(told('api')).error).toBeUndefined();
    expect(WorkersConfigSchema.safeParse(told('workers')).error).toBeUndefined();
    expect(WebConfigSchema.safeParse(told('web')).error).toBeUndefined();
  });

  it('runs programs that exist, without rights, on a root that cannot be written to', () => {
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'api', 'workers', 'web']);
    for (const [, service] of ours) {
      const [node, program = ''] = service.command ?? [];
      expect(node).toBe('node');
      expect(existsSync(path.join(root, program))).toBe(true);
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    }
  });

  it('starts each part when what it stands on is healthy', () => {
    for (const [, service] of services) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const other = compose.services[name];
        expect(other).toBeDefined();
        if (condition === 'service_healthy') expect(other?.healthcheck?.test.length).toBeGreaterThan(1);
        else expect(condition).toBe('service_completed_successfully');
      }
    }
  });

  it('keeps what must be kept in volumes', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(mounted.sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(compose.services.redis?.command).toEqual(expect.arrayContaining(['--appendonly', 'yes', 'noeviction']));
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('copies the package file of every workspace before it installs', () => {
    const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
    for (const workspace of workspaces) {
      expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
    }
  });

  it('runs as an ordinary user and carries no secret', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/SECRET|PASSWORD|_KEY/);
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.git', '.env', '.data', '**/node_modules']),
    );
  });
});
