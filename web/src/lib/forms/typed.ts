// What a person typed or ticked before the scripts arrived: hydrating sets fields to what the server sent, so it is put back.

let putBack: (() => void)[] = [];

/** Notes every field that differs from what the server sent. Runs before hydration. */
export function noteTyped(): void {
  putBack = [];
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (field.type === 'hidden') continue;
    const { value } = field;
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      const { checked } = field;
      if (checked !== field.defaultChecked) putBack.push(() => (field.checked = checked));
    } else if (value !== field.defaultValue) {
      putBack.push(() => (field.value = value));
    }
  }
}

/** Puts it back, once. Runs after hydration. */
export function restoreTyped(): void {
  for (const restore of putBack) restore();
  putBack = [];
}
