// Sends one finished message to many, over a pool as large as the workers': what J1 is set against. Told by its parent when to begin.
import { createTransport } from 'nodemailer';
import { readProgramConfig } from './config.ts';

const transport = createTransport({
  host: '127.0.0.1',
  port: readProgramConfig().SMTP_PORT,
  secure: false,
  ignoreTLS: true,
  pool: true,
  maxConnections: 8,
  maxMessages: Infinity,
});

process.once('message', ({ count, message }: { count: number; message: string }) => {
  const sending = Array.from({ length: count }, (_, at) =>
    transport.sendMail({
      envelope: { from: 'exchange@localhost', to: `reader-${at}@example.org` },
      raw: message,
    }),
  );
  void Promise.all(sending).then(() => {
    transport.close();
    process.disconnect();
  });
});
process.send?.('ready');
