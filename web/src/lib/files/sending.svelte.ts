// Sending a form with a file: how far it has come, told on the page and aloud, and stopping it.
import { createContext } from 'svelte';

/** The two parts of the page in which a file is added. */
export type Part = 'picture' | 'document';
/** The answer's text, or why there is none. */
export type Sent = { text: string } | 'stopped' | 'unreachable';

export interface Sending {
  /** Where the file that is on its way was chosen. */
  readonly part: Part | undefined;
  /** Per cent sent; 100 while the exchange makes it ready; undefined when nothing is under way. */
  readonly percent: number | undefined;
  /** For assistive technology: at each quarter, not at each step. */
  readonly said: string;
  send: (action: URL, body: FormData, part: Part) => Promise<Sent>;
  stop: () => void;
}

export const [getSending, setSending] = createContext<Sending>();

export function createSending(): Sending {
  let part = $state<Part>();
  let percent = $state<number>();
  let said = $state('');
  let request: XMLHttpRequest | undefined;

  function progress(loaded: number, total: number): void {
    percent = Math.min(100, Math.floor((100 * loaded) / total));
    said = percent === 100 ? 'Sent. Making it ready…' : `Sending: ${String(Math.floor(percent / 25) * 25)}%`;
  }

  function end(message = ''): void {
    percent = undefined;
    said = message;
    request = undefined;
  }

  return {
    get part() {
      return part;
    },
    get percent() {
      return percent;
    },
    get said() {
      return said;
    },
    stop: () => request?.abort(),
    send: (action, body, from) =>
      new Promise((resolve) => {
        const sending = new XMLHttpRequest();
        [request, part] = [sending, from];
        progress(0, 1);
        const settle = (sent: Sent, message = '') => {
          end(message);
          resolve(sent);
        };
        sending.upload.onprogress = ({ loaded, total }) => progress(loaded, total);
        sending.onload = () => settle({ text: sending.responseText });
        sending.onerror = () => settle('unreachable');
        sending.onabort = () => settle('stopped', 'Stopped. Nothing was added.');
        sending.open('POST', action);
        sending.setRequestHeader('accept', 'application/json');
        sending.setRequestHeader('x-sveltekit-action', 'true');
        sending.send(body);
      }),
  };
}
