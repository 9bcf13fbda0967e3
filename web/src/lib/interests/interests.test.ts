// An interest's form says all that criteria can say, and its mail sentences name the right day.
import { Criteria, type Interest, type Reference } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { criteriaInWords, readInterest, valuesOfInterest } from './form.ts';
import { mailSentence, nextMailDay } from './mail.ts';

const area = { code: 'health_social_care', label: 'Health and social care', parent: null };
const reference = {
  serviceAreas: [area],
  localAuthorities: [{ code: 'E08000037', label: 'Gateshead', region: 'TLC' }],
} as unknown as Reference;
const ORGANISATION = '019abc00-0000-7000-8000-000000000001';

const everything = Criteria.parse({
  asks: ['investment', 'peers'],
  serviceAreas: ['health_social_care'],
  regions: ['TLC', 'TLI'],
  localAuthorities: ['E08000037'],
  stages: ['pilot'],
  innovationTypes: ['new_service'],
  beneficiaries: ['older_people', 'carers'],
  minEvidence: 2,
  reviewedEvidenceOnly: true,
  verifiedOnly: true,
  organisations: [ORGANISATION],
  investment: { min: 25_000, max: 250_000 },
  contract: { min: 0, max: 500_000 },
  research: { min: 10_000, max: null },
  q: 'sight loss',
  exclude: { serviceAreas: ['health_social_care'], organisations: [ORGANISATION], q: 'dogs' },
});
const interest = (criteria: Criteria): Interest => ({
  id: ORGANISATION,
  organisationId: ORGANISATION,
  name: 'Sight',
  criteria,
  frequency: 'daily',
  suggestedFrequency: null,
  anonymous: true,
  matches: 0,
  newMatches: 0,
  version: 1,
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
});

const names = { 'criteria.organisations': 'Charity Two', 'criteria.exclude.organisations': 'Charity One' };

it('says in words what is sought, and that the money of a contract is a year’s', () => {
  const criteria = Criteria.parse({ asks: ['contract', 'peers'], contract: { min: 50_000, max: 300_000 } });
  expect(criteriaInWords({ criteria }, { ...reference, beneficiaryGroups: [] })).toEqual([
    'Seeking a contract or peers',
    'A contract of £50,000 to £300,000 a year',
  ]);
});

describe('the form', () => {
  it.each([
    ['everything', everything],
    ['nothing', Criteria.parse({})],
  ])('gives back criteria that say %s as they were', (_, criteria) => {
    const values = valuesOfInterest(interest(criteria), reference, names);
    const { body, problems } = readInterest(values, reference, {
      'criteria.organisations': criteria.organisations,
      'criteria.exclude.organisations': criteria.exclude.organisations,
    });
    expect(problems).toEqual([]);
    expect(body).toMatchObject({ name: 'Sight', frequency: 'daily', anonymous: true });
    const read = Criteria.parse(body.criteria);
    expect({
      ...read,
      investment: read.investment ?? undefined,
      contract: read.contract ?? undefined,
      research: read.research ?? undefined,
    }).toEqual(criteria);
  });

  it('has a field for every part of the criteria', () => {
    const shown = Object.keys(valuesOfInterest(interest(everything), reference, names));
    for (const part of Object.keys(everything))
      expect(shown.some((path) => path.startsWith(`criteria.${part}`))).toBe(true);
  });
});

describe('the next mail', () => {
  it.each([
    // A Wednesday in winter, before and after eight.
    ['daily', '2026-11-25T07:59:00Z', 'Wednesday 25 November'],
    ['daily', '2026-11-25T08:00:00Z', 'Thursday 26 November'],
    ['weekly', '2026-11-25T08:00:00Z', 'Monday 30 November'],
    // A Monday in summer: eight in London is seven in UTC.
    ['weekly', '2026-07-06T06:59:00Z', 'Monday 6 July'],
    ['weekly', '2026-07-06T07:00:00Z', 'Monday 13 July'],
    // Across the night on which clocks go back.
    ['daily', '2026-10-24T12:00:00Z', 'Sunday 25 October'],
    ['daily', '2026-10-24T23:30:00Z', 'Sunday 25 October'],
  ] as const)('%s, at %s, comes on %s', (frequency, now, day) => {
    expect(nextMailDay(frequency, new Date(now))).toBe(day);
  });

  it('is spoken of only where mail comes at set times', () => {
    const now = new Date('2026-11-25T09:00:00Z');
    expect(mailSentence('weekly', now)).toContain('The next comes on Monday 30 November at 8 in the morning.');
    expect(mailSentence('instant', now)).not.toContain('next');
    expect(mailSentence('off', now)).not.toContain('next');
  });
});
