// Parameters of a statement that is put together from parts.

export interface Parameters {
  values: unknown[];
  /** Takes a value and gives what stands for it in the text: `$1`, `$2`, … */
  add: (value: unknown) => string;
}

export function parameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value) => `$${String(values.push(value))}` };
}
