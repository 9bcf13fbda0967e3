// .env.example against the schemas that read the environment: every setting is there, none is extra, defaults are true.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ApiConfigSchema } from '../api/src/config.ts';
import { DbConfigSchema } from '../db/src/config.ts';
import { ConfigSchema as WebConfigSchema } from '../web/src/config.ts';
import { WorkersConfigSchema } from '../workers/src/config.ts';
import { ScriptsConfigSchema } from './exchange/config.ts';
import { root } from './lib/packages.mjs';

const fields: Record<string, z.ZodType> = {
  ...ScriptsConfigSchema.shape,
  ...DbConfigSchema.shape,
  ...WorkersConfigSchema.shape,
  ...WebConfigSchema.shape,
  ...ApiConfigSchema.in.shape,
};

const lines = readFileSync(path.join(root, '.env.example'), 'utf8').split('\n');
const settings = lines.flatMap((line, at) => {
  const [, name, value] = /^#?([A-Z][A-Z_]*)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value ?? '', at }];
});

describe('.env.example', () => {
  it('names every setting once, and no other', () => {
    const composeFile = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
    const forCompose = [...composeFile.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? '');
    const expected = new Set([...Object.keys(fields), ...forCompose]);
    expect(settings.map(({ name }) => name).sort()).toEqual([...expected].sort());
  });

  it('says above each group what it is', () => {
    for (const { at } of settings) {
      const before = lines.slice(0, at).reverse();
      const nearest = before.find((line) => !/^#?[A-Z_]+=/.test(line));
      expect(nearest).toMatch(/^# [A-Z]/i);
    }
  });

  it('shows the defaults that the schemas have', () => {
    for (const { name, value } of settings) {
      const unset = fields[name]?.safeParse(undefined);
      const isDefault = unset?.success === true && unset.data !== undefined;
      expect({ name, value: isDefault ? String(unset.data) : '' }).toEqual({ name, value });
    }
  });
});
