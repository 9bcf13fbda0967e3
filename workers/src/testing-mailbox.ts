// A mailbox for tests: a real IMAP server in process, whose line can be cut.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';

export interface TestMailbox {
  url: string;
  /** The subjects of what is unread. */
  unread: () => string[];
  /** From now on the line is cut as a message is to be marked as read; or no longer. */
  cutOnMarking: (isCut: boolean) => void;
  stop: () => Promise<void>;
}

/** Starts a server with these messages in the folder of one user. */
export async function startMailbox(
  messages: { raw: string; flags?: string[] }[],
  { user, password }: { user: string; password: string },
): Promise<TestMailbox> {
  const server = hoodiecrow({
    plugins: ['ID', 'UIDPLUS', 'AUTH-PLAIN', 'LITERALPLUS'],
    users: { [user]: { password } },
    storage: { INBOX: { messages } },
  });
  let isCut = false;
  const store = server.getCommandHandler('UID STORE');
  server.setCommandHandler('UID STORE', (connection, parsed, data, done) => {
    if (isCut) connection.socket.destroy();
    else store(connection, parsed, data, done);
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `imap://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/INBOX`,
    unread: () =>
      server
        .getMailbox('INBOX')
        .messages.filter(({ flags }) => !flags.includes('\\Seen'))
        .map(({ raw }) => /^subject: (.*?)\r?$/im.exec(raw)?.[1] ?? ''),
    cutOnMarking: (is) => {
      isCut = is;
    },
    stop: async () => {
      const closed = once(server.server, 'close');
      server.server.close();
      await closed;
    },
  };
}
