// What is stored beside a document.
import { expect, it } from 'vitest';
import { aDocument } from '../fixtures.ts';
import { fromRecord, isCurrent, toRecord } from './record.ts';

const stored = (record: object) => JSON.parse(JSON.stringify(record)) as ReturnType<typeof toRecord>;

it('gives the document back, and knows what another version stored', () => {
  const document = aDocument({ title: 'Lifts, and more', asks: [{ kind: 'contract', min: 5 }] });
  const record = stored(toRecord(document));
  expect(fromRecord(record)).toEqual(document);
  expect(isCurrent(record)).toBe(true);
  const { organisation: _organisation, ...older } = record.filters;
  expect(isCurrent(stored({ ...record, filters: older }))).toBe(false);
});
