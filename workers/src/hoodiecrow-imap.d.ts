// The types of the IMAP server that tests run in process, as far as they use it.
declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net';

  export interface StoredMessage {
    raw: string;
    flags: string[];
  }
  interface Connection {
    socket: Socket;
  }
  type Handler = (connection: Connection, parsed: unknown, data: unknown, done: () => void) => void;

  export interface ImapServer {
    server: Server;
    listen: (port: number, host: string) => void;
    getMailbox: (path: string) => { messages: StoredMessage[] };
    getCommandHandler: (command: string) => Handler;
    setCommandHandler: (command: string, handler: Handler) => void;
  }
  export default function hoodiecrow(options: {
    plugins: string[];
    users: Record<string, { password: string }>;
    storage: Record<string, { messages?: { raw: string; flags?: string[] }[] }>;
  }): ImapServer;
}
