// Reading lines: whatever the file, memory stays small and what is wrong is said.
import { describe, expect, it } from 'vitest';
import { BrokenFile, LINE_LIMIT, readLines, type Line } from './lines.ts';

async function* stream(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk as string);
}
async function collect(source: AsyncIterable<Buffer>): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(source)) lines.push(line);
  return lines;
}
const read = (...chunks: (string | Buffer)[]) => collect(stream(...chunks));

describe('readLines', () => {
  it('numbers lines, leaves blank ones out, and takes CRLF, a BOM and characters cut between chunks', async () => {
    const accent = Buffer.from('é');
    const lines = await read('\uFEFFone\r\n', '\n', 'caf', accent.subarray(0, 1), accent.subarray(1), '\nend');
    expect(lines).toEqual([
      { number: 1, text: 'one' },
      { number: 3, text: 'café' },
      { number: 4, text: 'end', isUnended: true },
    ]);
  });

  it('skips a line over the limit and goes on with the next', async () => {
    const [long, next] = await read('x'.repeat(LINE_LIMIT), 'x\n', 'next\n');
    expect(long).toEqual({ number: 1, problem: 'is longer than 1 MiB: one listing a line, please' });
    expect(next).toEqual({ number: 2, text: 'next' });
    expect((await read('x'.repeat(LINE_LIMIT), '\n'))[0]?.text).toHaveLength(LINE_LIMIT);
  });

  it('reads a line of 1 GB without keeping it', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 0x61);
    async function* huge() {
      for (let sent = 0; sent < 1024; sent += 1) yield megabyte;
      yield Buffer.from('\nnext\n');
    }
    const before = process.memoryUsage().rss;
    const lines = await collect(huge());
    expect(lines.map(({ number }) => number)).toEqual([1, 2]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('names Latin-1 in the line that has it, and reads the others', async () => {
    const [good, bad, last] = await read('good\n', Buffer.from('{"title": "Caf\xe9"}\n', 'latin1'), 'last\n');
    expect(good?.text).toBe('good');
    expect(bad?.problem).toBe('is not UTF-8 (byte E9); it looks like Latin-1 or Windows-1252: save the file as UTF-8');
    expect(last?.text).toBe('last');
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFF{"a":1}', 'utf16le'), /UTF-16/],
    ['UTF-16 without one', Buffer.from('{"a":1}', 'utf16le'), /UTF-16/],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), /compressed/],
    ['a spreadsheet', Buffer.from('PK\x03\x04', 'latin1'), /spreadsheet/],
    ['something else', Buffer.from('abcd\x00\x01', 'latin1'), /not a text file/],
  ])('refuses %s', async (_name, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
    await expect(read(bytes)).rejects.toBeInstanceOf(BrokenFile);
  });
});
