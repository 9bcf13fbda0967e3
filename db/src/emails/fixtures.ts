// Reports of bounces and complaints as mail servers send them, written from RFC 3464 and RFC 5965; for tests.
import { readFileSync } from 'node:fs';

/**
 * A report about a message, as it comes over the line.
 * @param name a file in fixtures/, without its ending
 */
export function aReport(name: string, about: { id: string; to: string }): string {
  return readFileSync(new URL(`fixtures/${name}.eml`, import.meta.url), 'utf8')
    .replaceAll('{{id}}', about.id)
    .replaceAll('{{recipient}}', about.to)
    .replaceAll('\n', '\r\n');
}
