// What a person typed or ticked where an answer of the server is about to be put: while the scripts arrive, and while a form is sent.

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

const isTyped = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement && !['hidden', 'file', 'submit'].includes(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

export interface Keeper {
  /** Notes what a field now says. Anything that is no field is left alone. */
  note: (target: EventTarget | null) => void;
  /** Puts back what was noted, once. */
  restore: () => void;
}

export function createKeeper(): Keeper {
  /** In the order in which they were touched, so that of several radios the last one stays chosen. */
  const noted = new Map<Field, { checked?: boolean; value?: string }>();
  return {
    note: (target) => {
      if (!isTyped(target)) return;
      noted.delete(target);
      noted.set(target, isTicked(target) ? { checked: target.checked } : { value: target.value });
    },
    restore: () => {
      for (const [field, said] of noted) {
        // A list of choices is made anew with each answer: the one that now has its place is filled in.
        const place = field.isConnected ? field : document.getElementById(field.id);
        if (place !== null) Object.assign(place, said);
      }
      noted.clear();
    },
  };
}

const early = createKeeper();
const noteInput = ({ target }: Event) => early.note(target);

/**
 * Notes every field that differs from what the server sent, and those that change from now on: the rest of the scripts
 * may still be on its way. Runs before hydration.
 */
export function noteTyped(): void {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input:not([type=hidden]), textarea',
  )) {
    const isChanged = isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    if (isChanged) early.note(field);
  }
  document.addEventListener('input', noteInput, true);
}

/** Puts it back, once. Runs after hydration. */
export function restoreTyped(): void {
  document.removeEventListener('input', noteInput, true);
  early.restore();
}
