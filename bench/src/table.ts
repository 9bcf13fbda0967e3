// The table that `npm run bench` prints.
import type { Row } from './row.ts';

const headings = ['row', 'ours', 'against', 'ratio', 'target', ''];

/** Rows as lines, each column as wide as its widest cell. */
export function toTable(rows: readonly Row[]): string {
  const cells = [
    headings,
    ...rows.map(({ row, ours, against, ratio, target, ok }) => [
      row,
      ours,
      against,
      ratio,
      target,
      target === 'shown' ? '' : ok ? 'ok' : 'short',
    ]),
  ];
  const widths = headings.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
