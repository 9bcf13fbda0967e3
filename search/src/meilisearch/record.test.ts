// What is stored beside a document.
import { expect, it } from 'vitest';
import { aDocument } from '../fixtures.ts';
import { amountsOf, fromRecord, isCurrent, toRecord } from './record.ts';

const stored = (record: object) => JSON.parse(JSON.stringify(record)) as ReturnType<typeof toRecord>;

it('has the bands of money for each choice of kinds of ask', () => {
  const asks = [
    { kind: 'contract' as const, min: 5_000, max: 20_000 },
    { kind: 'research' as const, min: 2_000_000 },
  ];
  const { amounts } = toRecord(aDocument({ asks })).filters;
  expect(Object.keys(amounts)).toHaveLength(15);
  expect(amounts).toMatchObject({
    contract: ['to-10000', '10000-50000'],
    investment: [],
    [amountsOf(['research', 'contract'])]: ['to-10000', '10000-50000', 'from-1000000'],
    [amountsOf([])]: ['to-10000', '10000-50000', 'from-1000000'],
  });
});

it('gives the document back, and knows what another version stored', () => {
  const document = aDocument({ title: 'Lifts, and more', asks: [{ kind: 'contract', min: 5 }] });
  const record = stored(toRecord(document));
  expect(fromRecord(record)).toEqual(document);
  expect(isCurrent(record)).toBe(true);
  const { organisation: _organisation, ...older } = record.filters;
  expect(isCurrent(stored({ ...record, filters: older }))).toBe(false);
});
