// Serves the built web: reads the configuration, answers health checks, and stops gently.
import { createServer } from 'node:http';
import { readConfig } from './src/config.ts';

/** @returns {import('./src/config.ts').Config} the configuration; ends the process with one sentence when it is wrong */
function configuration() {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const config = configuration();
const STOP_WITHIN_MS = 10_000;

// The adapter takes every request for https unless a header says otherwise; a proxy in front overwrites it.
process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto';
const protocolHeader = process.env.PROTOCOL_HEADER;
// Room for files of 10 MB, and for those that are far too large to be refused with what was typed beside them: they are read and not
// kept. hooks.server.ts keeps other forms to far less.
process.env.BODY_SIZE_LIMIT ??= '200M';
/** @type {{ handler: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, next: () => void) => void }} */
const { handler } = await import(new URL('./build/handler.js', import.meta.url).href);

const server = createServer((request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    return;
  }
  request.headers[protocolHeader] ??= 'http';
  handler(request, response, () => {
    response.writeHead(404).end();
  });
});

server.on('error', (error) => {
  process.stderr.write(`The web cannot listen on ${config.WEB_HOST}:${config.WEB_PORT}: ${error.message}.\n`);
  process.exit(1);
});
server.listen(config.WEB_PORT, config.WEB_HOST, () => {
  process.stdout.write(`web listening on http://${config.WEB_HOST}:${config.WEB_PORT}\n`);
});

/** Takes no more connections, lets those under way end, and gives up after ten seconds. */
function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
