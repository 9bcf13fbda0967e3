// What a field with suggestions does (ARIA Authoring Practices: combobox with list autocomplete, chosen by hand); its look is the component's.

const WAIT_MS = 150;

interface Options<T> {
  /** Suggestions for what was typed; it may throw, and then there are none. */
  ask: (typed: string, signal: AbortSignal) => Promise<T[]>;
  choose: (option: T) => void;
}

/** State and handlers of one combobox. Call `end` when the field goes. */
export function createCombobox<T>({ ask, choose }: Options<T>) {
  let options = $state.raw<T[]>([]);
  let open = $state(false);
  /** The option that the arrow keys stand on; -1 for the field itself. */
  let at = $state(-1);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function end(): void {
    clearTimeout(timer);
    asked?.abort();
  }

  function close(): void {
    end();
    open = false;
    at = -1;
  }

  async function suggest(typed: string): Promise<void> {
    asked?.abort();
    asked = new AbortController();
    try {
      options = await ask(typed, asked.signal);
      at = -1;
      open = options.length > 0;
    } catch {
      // Typing went on, or the network is away: the field is still a field.
    }
  }

  function pick(option: T): void {
    close();
    choose(option);
  }

  return {
    /** What the input says of itself, by its id. */
    roles: (id: string) => ({
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': open,
      'aria-controls': `${id}-options`,
      'aria-activedescendant': at >= 0 ? `${id}-option-${at}` : undefined,
    }),
    get options() {
      return options;
    },
    get open() {
      return open;
    },
    get at() {
      return at;
    },
    /** How many there are, in words. */
    get announced() {
      if (!open) return '';
      return options.length === 1
        ? '1 suggestion, use the arrow keys'
        : `${options.length} suggestions, use the arrow keys`;
    },
    end,
    close,
    pick,
    typing: (text: string) => {
      clearTimeout(timer);
      const typed = text.trim();
      if (typed.length < 2) close();
      else timer = setTimeout(() => void suggest(typed), WAIT_MS);
    },
    keydown: (event: KeyboardEvent) => {
      const last = options.length - 1;
      if (event.key === 'Escape' && open) {
        event.preventDefault();
        close();
      } else if (open && event.key === 'ArrowDown') {
        event.preventDefault();
        at = at === last ? -1 : at + 1;
      } else if (open && event.key === 'ArrowUp') {
        event.preventDefault();
        at = at === -1 ? last : at - 1;
      } else if (event.key === 'Enter') {
        const option = open ? options[at] : undefined;
        if (option !== undefined) {
          event.preventDefault();
          pick(option);
        } else close();
      }
    },
  };
}
