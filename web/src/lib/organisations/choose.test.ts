// Which organisation is meant by what somebody typed: certain, to be chosen, or nobody.
import type { NamedOrganisation, Reference } from '@exchange/contracts';
import { describe, expect, test } from 'vitest';
import type { Api } from '../api/client.ts';
import { readChoice } from './choose.ts';

const organisation = (name: string, about: Partial<NamedOrganisation> = {}): NamedOrganisation => ({
  id: '00000000-0000-4000-8000-000000000001',
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  roles: ['innovator'],
  regions: [],
  identifiers: [],
  verified: false,
  ...about,
});
const reference = {
  regions: [{ code: 'TLC', label: 'North East' }],
  identifierSchemes: [{ code: 'GB-CHC', label: 'Charity Commission' }],
} as unknown as Reference;

/** An api that knows these. */
function knows(...all: NamedOrganisation[]): Api {
  const get = async (path: string) => {
    if (path === '/reference') return { ok: true, data: reference };
    if (path === '/organisations') return { ok: true, data: { items: all } };
    const found = all.find(({ slug }) => path === `/organisations/${slug}`);
    return found ? { ok: true, data: found } : { ok: false, status: 404 };
  };
  return { get } as unknown as Api;
}

const sight = organisation('Sight Service', {
  regions: ['TLC'],
  identifiers: [{ scheme: 'GB-CHC', id: '1000340' }],
  verified: true,
});
const sound = organisation('Sight and Sound');
const read = (api: Api, typed: string, more: Record<string, string[]> = {}) =>
  readChoice(api, { organisation: [typed], ...more }, 'organisation');

describe('readChoice', () => {
  test.each(['sight  SERVICE', 'sight-service', 'https://x.example/organisations/sight-service?a#b'])(
    'is certain of %s',
    async (typed) => {
      expect(await read(knows(sight, sound), typed)).toEqual({ ok: true, slug: 'sight-service' });
    },
  );

  test('lists those that may be meant, with what tells them apart', async () => {
    expect(await read(knows(sight, sound), 'Sight S')).toEqual({
      ok: false,
      problems: [{ path: 'organisation-chosen', message: 'Choose which organisation you mean' }],
      candidates: [
        { slug: 'sight-service', name: 'Sight Service', about: 'North East · Charity Commission 1000340 · verified' },
        { slug: 'sight-and-sound', name: 'Sight and Sound', about: 'no place or register number given' },
      ],
    });
  });

  test('asks again of two that are called the same', async () => {
    const twin = { ...sight, slug: 'sight-service-2' };
    expect(await read(knows(sight, twin), 'Sight Service')).toMatchObject({ ok: false, candidates: [{}, {}] });
  });

  test('takes the one that was ticked for these words, and not for others', async () => {
    const ticked = { 'organisation-chosen': ['sight-and-sound'], 'organisation-for': ['Sight S'] };
    expect(await read(knows(sight, sound), 'Sight S', ticked)).toEqual({ ok: true, slug: 'sight-and-sound' });
    expect(await read(knows(sight, sound), 'Sight', ticked)).toMatchObject({ ok: false });
  });

  test.each([
    ['', 'Type the name of the organisation, or a part of it'],
    ['Nobody', 'We know no organisation called “Nobody”. Try fewer words of its name, or its register number'],
  ])('says of “%s” what to do', async (typed, message) => {
    expect(await read(knows(), typed)).toEqual({
      ok: false,
      candidates: [],
      problems: [{ path: 'organisation', message }],
    });
  });
});
