// Identifiers of organisations, held against 81 real and constructed ones (fixtures/NOTICE.md).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IdentifierScheme, normaliseIdentifier } from './identifiers.ts';
import { CreateOrganisationBody } from './organisations.ts';

const file = readFileSync(new URL('./fixtures/identifier-test-vectors.csv', import.meta.url), 'utf8');
const vectors = file
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',') as [scheme: string, input: string, valid: string, normalised: string]);

describe('normaliseIdentifier', () => {
  it('is held against all of them', () => {
    expect(vectors).toHaveLength(81);
  });

  it.each(vectors)('%s %j (valid: %s)', (scheme, input, valid, normalised) => {
    const result = normaliseIdentifier(IdentifierScheme.parse(scheme), input);
    if (valid === '1') {
      expect(result).toEqual({ ok: true, id: normalised });
      // Once normalised, it stays as it is.
      expect(normaliseIdentifier(IdentifierScheme.parse(scheme), normalised)).toEqual(result);
    } else {
      expect(result.ok).toBe(false);
    }
  });

  it('takes the scheme given and never guesses: one form is a Scottish charity and a Scottish company', () => {
    expect(normaliseIdentifier('GB-SC', 'SC012345')).toEqual({ ok: true, id: 'SC012345' });
    expect(normaliseIdentifier('GB-COH', 'SC012345')).toEqual({ ok: true, id: 'SC012345' });
  });
});

describe('identifiers of a new organisation', () => {
  const body = (identifiers: object[]) =>
    CreateOrganisationBody.safeParse({ name: 'Read Aloud', roles: ['innovator'], legalForm: 'charity', identifiers });

  it('come out normalised', () => {
    expect(body([{ scheme: 'GB-COH', id: '9506232' }]).data?.identifiers).toEqual([
      { scheme: 'GB-COH', id: '09506232' },
    ]);
  });

  it("get their register's own error, at the id", () => {
    const { error } = body([{ scheme: 'GB-CHC', id: '12345' }]);
    expect(error?.issues).toMatchObject([
      {
        path: ['identifiers', 0, 'id'],
        message: 'Charity number must be 6 or 7 numbers, for example, 123456 or 1234567',
      },
    ]);
  });

  it('are of a known scheme', () => {
    expect(body([{ scheme: 'GB-XYZ', id: '1' }]).error?.issues[0]?.path).toEqual(['identifiers', 0, 'scheme']);
  });
});
