// What every kind of message is made of.
import type { View } from './template.ts';

/** Where links in mail lead; without a slash at the end. */
export interface Places {
  webUrl: string;
  apiUrl: string;
  /** The notification that says the same on the pages: links to them carry it, and what is opened by them counts as read. */
  notification?: string | undefined;
}

/** A link to a page, with the notification that it answers. @param path begins with a slash */
export function pageUrl({ webUrl, notification }: Places, path: string): string {
  return `${webUrl}${path}${notification === undefined ? '' : `${path.includes('?') ? '&' : '?'}n=${notification}`}`;
}

/** A kind of message. Its functions do no I/O: the same data gives the same words. */
export interface MailKind<Data> {
  /** MJML with holes; `title`, `preview`, `reasonForMail` and `webUrl` are filled from the others. */
  mjml: string;
  /** May hold what people typed; it is made one line before it goes into a header. */
  subject: (data: Data) => string;
  /** What lists of mail show after the subject. */
  preview: (data: Data) => string;
  /** Why this person gets this message, as a sentence. */
  reasonForMail: (data: Data) => string;
  view: (data: Data, places: Places) => View;
  /** The text part, without greeting lines of its own making: what the HTML part says, in 72 columns. */
  text: (data: Data, places: Places) => string;
}
