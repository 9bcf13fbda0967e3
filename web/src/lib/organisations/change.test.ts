// Two owners at one organisation: what each typed stands, and what the other saved is told.
import type { Organisation, Reference } from '@exchange/contracts';
import { describe, expect, test } from 'vitest';
import { atNumber, mergeOrganisation, readOrganisation, valuesOfOrganisation } from './change.ts';

const organisation: Organisation = {
  id: '00000000-0000-4000-8000-000000000001',
  slug: 'sight-service',
  name: 'Sight Service',
  roles: ['innovator'],
  legalForm: 'charity',
  identifiers: [{ scheme: 'GB-CHC', id: '1000340' }],
  regions: ['TLC'],
  website: 'https://example.org/',
  description: 'Sight.',
  verified: true,
  verifiedAt: '2026-01-01T00:00:00.000Z',
  isDemonstration: false,
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const reference = {
  organisationRoles: [
    { code: 'innovator', label: 'Innovator' },
    { code: 'funder', label: 'Funder' },
  ],
  regions: [{ code: 'TLC', label: 'North East' }],
  legalForms: [],
  identifierSchemes: [{ code: 'GB-CHC', label: 'Charity Commission' }],
} as unknown as Reference;

const opened = (one: Organisation) => {
  const values = valuesOfOrganisation(one);
  return { ...values, version: [String(one.version)], base: [JSON.stringify(values)] };
};

describe('readOrganisation', () => {
  test('gives back what filled in the form', () => {
    const { name, roles, legalForm, identifiers, regions, website, description, version } = organisation;
    const { body } = readOrganisation(opened(organisation));
    expect(body).toEqual({ name, roles, legalForm, identifiers, regions, website, description, version });
  });

  test('takes away what was emptied, and leaves a legal form that nobody knows', () => {
    const posted = { ...opened({ ...organisation, legalForm: null }), website: [''], description: [''] };
    const emptied = { ...posted, legalForm: [''], 'identifiers.0.scheme': [''], 'identifiers.0.id': [''] };
    const { body } = readOrganisation(emptied);
    expect(body).toMatchObject({ website: null, description: '', identifiers: [] });
    expect(body).not.toHaveProperty('legalForm');
  });
});

describe('mergeOrganisation', () => {
  test('keeps what was typed, takes over what only they changed, and tells theirs where both did', () => {
    const mine = { ...opened(organisation), description: ['Mine.'], website: ['https://mine.example/'] };
    const theirs: Organisation = {
      ...organisation,
      version: 4,
      description: 'Theirs.',
      roles: ['innovator', 'funder'],
    };
    const { values, notes, problems } = mergeOrganisation(mine, theirs, reference);
    expect(values).toMatchObject({
      description: ['Mine.'],
      website: ['https://mine.example/'],
      roles: ['innovator', 'funder'],
      version: ['4'],
      base: [JSON.stringify(valuesOfOrganisation(theirs))],
    });
    expect(notes).toEqual([{ path: 'description', kind: 'warning', text: 'They wrote: Theirs.\nYours is kept here.' }]);
    expect(problems[0]?.message).toContain('Taken over from them: what it does here.');
  });

  test('names codes by their words, and says when something was emptied', () => {
    const mine = { ...opened(organisation), roles: ['funder'], 'identifiers.0.id': ['1000341'], regions: [] };
    const theirs: Organisation = { ...organisation, version: 4, roles: ['innovator', 'funder'], identifiers: [] };
    const { notes } = mergeOrganisation(mine, theirs, reference);
    expect(notes.map(({ path, text }) => [path, text.split('\n')[0]])).toEqual([
      ['roles', 'They wrote: Innovator and Funder'],
      ['identifiers', 'They emptied this. Yours is kept here.'],
    ]);
  });
});

describe('atNumber', () => {
  const failure = (code: string) => ({
    ok: false as const,
    problem: {
      code,
      message: 'GB-CHC 1000340 belongs to Sight Service here. If that is you, ask one of its owners to invite you.',
      fields: [
        { path: 'identifiers.1', message: 'belongs to another organisation' },
        { path: 'name', message: 'must not be empty' },
      ],
    },
  });

  test('says at the number whose it is, and what to do', () => {
    expect(atNumber(failure('IDENTIFIER_TAKEN')).problem.fields).toEqual([
      {
        path: 'identifiers.1.id',
        message: 'Number 1000340 belongs to Sight Service here. If that is you, ask one of its owners to invite you.',
      },
      { path: 'name', message: 'must not be empty' },
    ]);
  });

  test('leaves what else is wrong with a number in its own words', () => {
    expect(atNumber(failure('VALIDATION_FAILED')).problem.fields[0]).toEqual({
      path: 'identifiers.1.id',
      message: 'belongs to another organisation',
    });
  });
});
