// Real bytes for tests: pictures with and without what they should not have, documents good and bad, and forms that send them.
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { TestApi } from '../testing.ts';

/** A photograph as a phone takes it: lying on its side, with the place where it was taken. */
export const aPhotograph = (width = 120, height = 80, colour = '#0B4F4A') =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .withExif({
      IFD0: { Copyright: 'A secret place', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 57/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 36/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

export const aPicture = (
  format: 'png' | 'webp' | 'avif' | 'gif' | 'tiff',
  width = 600,
  height = 300,
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: { r: 242, g: 182, b: 60, alpha: 0.5 } } })
    .toFormat(format)
    .toBuffer();

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A few kilobytes that unpack to a picture of 400 million pixels. */
export function aPictureBomb(side = 20_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** A ZIP file of stored entries; `size` says more of an entry in the list than it has. */
export function aZip(entries: readonly { name: string; text?: string; size?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const headers: Buffer[] = [];
  let at = 0;
  for (const { name, text = '', size } of entries) {
    const data = Buffer.from(text);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size ?? data.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, nameBytes, data]);
    headers.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, tail, nameBytes]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(headers);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}

const types = { name: '[Content_Types].xml', text: '<Types/>' };
export const aWordDocument = (...more: { name: string; text?: string; size?: number }[]) =>
  aZip([types, { name: 'word/document.xml', text: '<w:document/>' }, ...more]);
export const anOpenDocument = (kind = 'application/vnd.oasis.opendocument.text') =>
  aZip([
    { name: 'mimetype', text: kind },
    { name: 'content.xml', text: '<office/>' },
  ]);
export const aPdf = (words = 'An annual report.') => Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`);
export const aProgram = () =>
  Buffer.concat([Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1'), Buffer.alloc(512)]);

interface Sending {
  token?: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}
export interface Sent {
  status: number;
  body: {
    file: {
      id: string;
      name: string;
      path: string | null;
      variants: { path: string; width: number; height: number }[];
    };
    listing: Record<string, unknown>;
    error: { code: string; message: string; fields?: { path: string; message: string }[] };
  };
}

/** Sends a form with a file, as a browser does. */
export async function send(
  api: TestApi,
  path: string,
  file: { bytes: Buffer; name: string } | undefined,
  { token, fields = {}, headers = {} }: Sending = {},
): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file) form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  const encoded = new Response(form);
  const reply = await api.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: {
      'content-type': encoded.headers.get('content-type') ?? '',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  return { status: reply.statusCode, body: reply.json() };
}
