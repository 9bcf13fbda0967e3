// The program's log: what happened to which row, never an address of a person, a token or the words of a mail.
import { pino, type Logger } from 'pino';
import type { WorkersConfig } from './config.ts';

/**
 * An error without what it was about: a failed query's message holds its parameters, which may be addresses or tokens. What the
 * database or the network said stands in its cause.
 */
export function withoutParameters(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('params' in error)) return error;
  const cause = error.cause instanceof Error ? error.cause : new Error('a query failed');
  const plain = new Error(cause.message, { cause });
  plain.name = cause.name;
  return plain;
}

/** An error as the log shows it: kind, code, words and place, and nothing that hangs on it. */
function serialise(error: unknown) {
  const { name, message, stack } = withoutParameters(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return { type: name, code, message, stack: stack?.split('\n').slice(1, 6).join('\n') };
}

export function createLogger(config: Pick<WorkersConfig, 'LOG_LEVEL'>): Logger {
  return pino({ name: 'workers', level: config.LOG_LEVEL, serializers: { err: serialise } });
}
