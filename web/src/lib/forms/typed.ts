// What a person typed or ticked before the scripts arrived: hydrating sets fields to what the server sent, so it is put back.

type Field = HTMLInputElement | HTMLTextAreaElement;

const isTicked = (field: Field): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio';

/** In the order in which they were touched, so that of several radios the last one stays chosen. */
const putBack = new Map<Field, () => void>();

function note(field: Field): void {
  putBack.delete(field);
  if (isTicked(field)) {
    const { checked } = field;
    putBack.set(field, () => (field.checked = checked));
  } else {
    const { value } = field;
    putBack.set(field, () => (field.value = value));
  }
}

function noteInput({ target }: Event): void {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) note(target);
}

/**
 * Notes every field that differs from what the server sent, and those that change from now on: the rest of the scripts
 * may still be on its way. Runs before hydration.
 */
export function noteTyped(): void {
  for (const field of document.querySelectorAll<Field>('input:not([type=hidden]), textarea')) {
    const isChanged = isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    if (isChanged) note(field);
  }
  document.addEventListener('input', noteInput, true);
}

/** Puts it back, once. Runs after hydration. */
export function restoreTyped(): void {
  document.removeEventListener('input', noteInput, true);
  for (const restore of putBack.values()) restore();
  putBack.clear();
}
