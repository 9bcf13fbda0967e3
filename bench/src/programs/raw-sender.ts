// Sends the same message to many, over a pool as large as the workers': what J1 and J3 are set against. Told by its parent what and when.
import { createTransport } from 'nodemailer';
import { readProgramConfig } from './config.ts';
import type { RawOrder } from '../mail/office.ts';

const transport = createTransport({
  host: '127.0.0.1',
  port: readProgramConfig().SMTP_PORT,
  secure: false,
  ignoreTLS: true,
  pool: true,
  maxConnections: 8,
  maxMessages: Infinity,
});

process.once('message', ({ count, message, isFinished }: RawOrder) => {
  const from = 'exchange@localhost';
  const sending = Array.from({ length: count }, (_, at) => {
    const to = `reader-${at}@example.org`;
    return transport.sendMail(
      isFinished ? { envelope: { from, to }, raw: message.source } : { from, to, ...message.parts },
    );
  });
  void Promise.all(sending).then(() => {
    transport.close();
    process.disconnect();
  });
});
process.send?.('ready');
