// How many rows of a group a form shows: those that are filled in, and one more to write in.
import type { Values } from './read.ts';

export function rowsToShow(values: Values, group: string): { row: number; isNew: boolean }[] {
  const rows = Object.keys(values).flatMap((name) => {
    const position = new RegExp(`^${group}\\.(\\d+)\\.`).exec(name)?.[1];
    return position === undefined ? [] : [Number(position)];
  });
  const filled = rows.length === 0 ? 0 : Math.max(...rows) + 1;
  return Array.from({ length: filled + 1 }, (_, row) => ({ row, isNew: row === filled }));
}
