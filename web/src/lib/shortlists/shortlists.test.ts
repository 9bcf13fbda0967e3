// Shortlists as pages and tables show them.
import { describe, expect, it } from 'vitest';
import { toCsv } from '../format/csv.ts';
import { shortlistTable, toTags } from './view.ts';

describe('tags', () => {
  it('are parted by commas and lines, each once', () => {
    expect(toTags(' autumn, sight loss,,\nautumn ')).toEqual(['autumn', 'sight loss']);
    expect(toTags('')).toEqual([]);
  });
});

describe('a shortlist as a table', () => {
  it('keeps the note of what is not public any more, and runs no formula', () => {
    const at = '2026-11-25T12:00:00.000Z';
    const item = { listingId: 'x', listing: null, tags: ['a', 'b'], addedBy: '=Eve', addedAt: at, version: 1 };
    const list = { id: 'i', organisationId: 'o', name: 'n', size: 1, version: 1, createdAt: at, updatedAt: at };
    const table = shortlistTable({ ...list, items: [{ ...item, note: 'Say "no"' }] }, 'https://x.example');
    expect(toCsv(table).split('\r\n')).toEqual([
      'Title,Organisation,Summary,Note,Tags,Added by,Added on,Address',
      `Not published any more,,,"Say ""no""","a, b",'=Eve,25 November 2026,`,
      '',
    ]);
  });
});
