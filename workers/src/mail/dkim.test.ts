// Signed mail, held to a verifier that others use; and keys that cannot be, refused before anything is sent.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { startMailServer } from '../testing.ts';
import { openTransport } from './transport.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = mkdtempSync(path.join(tmpdir(), 'exchange-dkim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = { DATABASE_URL: 'postgres://exchange@127.0.0.1/exchange' };
const dkim = { MAIL_DKIM_DOMAIN: 'exchange.example.org', MAIL_DKIM_SELECTOR: 'autumn' };

/** What DNS would say. */
const resolver = async (name: string, type: string): Promise<string[][]> => {
  expect([name, type]).toEqual(['autumn._domainkey.exchange.example.org', 'TXT']);
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return [['v=DKIM1; k=rsa; p=', key]];
};

async function sendThrough(key: ReturnType<typeof readConfig>['dkim']): Promise<Buffer> {
  const server = await startMailServer();
  const transport = openTransport(server.url, key);
  await transport.send({
    from: { name: 'The Exchange', address: 'hello@exchange.example.org' },
    to: 'fay@example.org',
    subject: 'Café ‘Sight loss’ fits',
    text: 'Hello Fay\n.\nfrom the exchange',
    html: '<p>Hello Fay</p>',
    messageId: '<one@exchange.example.org>',
    envelopeId: 'one',
    date: new Date('2026-11-24T08:00:00Z'),
    headers: {
      'List-Unsubscribe': '<https://api.example.org/unsubscribe?token=t>',
      'Auto-Submitted': 'auto-generated',
    },
  });
  await transport.close();
  await server.stop();
  return server.sources[0]!;
}

describe('a message', () => {
  it('is signed so that a receiver can verify it, with the headers that matter', async () => {
    const { dkim: key } = readConfig({ ...base, ...dkim, MAIL_DKIM_PRIVATE_KEY: pem.replaceAll('\n', '\\n') });
    const source = await sendThrough(key);
    const { results } = await dkimVerify(source, { resolver });
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ signingDomain: 'exchange.example.org', selector: 'autumn' });
    expect(results[0]!.status.result).toBe('pass');
    const signed = results[0]!.signingHeaders?.keys.toLowerCase() ?? '';
    for (const name of ['from', 'to', 'subject', 'message-id', 'list-unsubscribe']) expect(signed).toContain(name);
    const forged = Buffer.from(source.toString().replace('Hello Fay', 'Hello You'));
    expect((await dkimVerify(forged, { resolver })).results[0]!.status.result).not.toBe('pass');
  });

  it('is not signed without a key', async () => {
    expect((await sendThrough(readConfig(base).dkim)).toString()).not.toMatch(/^DKIM-Signature/m);
  });
});

describe('the settings', () => {
  it('may name a file', () => {
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, pem);
    expect(readConfig({ ...base, ...dkim, MAIL_DKIM_PRIVATE_KEY_FILE: file }).dkim?.privateKey).toBe(pem);
  });

  it.each([
    [{ MAIL_DKIM_DOMAIN: 'example.org' }, 'MAIL_DKIM_SELECTOR is needed as well'],
    [{ MAIL_DKIM_PRIVATE_KEY: pem }, 'MAIL_DKIM_DOMAIN is needed as well'],
    [dkim, 'MAIL_DKIM_PRIVATE_KEY or MAIL_DKIM_PRIVATE_KEY_FILE is needed as well'],
    [{ ...dkim, MAIL_DKIM_PRIVATE_KEY: 'secret' }, 'MAIL_DKIM_PRIVATE_KEY must be a private key in PEM'],
    [{ ...dkim, MAIL_DKIM_PRIVATE_KEY_FILE: '/nowhere.pem' }, '/nowhere.pem, which cannot be read (ENOENT)'],
    [{ ...dkim, MAIL_DKIM_SELECTOR: 'a b', MAIL_DKIM_PRIVATE_KEY: pem }, 'MAIL_DKIM_SELECTOR must be a name'],
    [
      {
        ...dkim,
        MAIL_DKIM_PRIVATE_KEY: generateKeyPairSync('ed25519')
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      },
      'must be an RSA key',
    ],
  ])('that do not go together are refused in a sentence (%#)', (settings, problem) => {
    expect(() => readConfig({ ...base, ...settings })).toThrow(problem);
  });
});
