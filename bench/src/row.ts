// One line of the table that `npm run bench` prints.

export interface Row {
  row: string;
  /** Our figure, and the one it is set against, with their units. */
  ours: string;
  against: string;
  ratio: string;
  target: string;
  ok: boolean;
}
