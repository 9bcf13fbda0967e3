// The environment is read into settings, or refused in a sentence that names what to correct.
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://exchange@localhost:5432/exchange';

describe('readConfig', () => {
  it('needs the database only, and takes an empty setting for none', () => {
    const config = readConfig({ DATABASE_URL, REDIS_URL: '', SMTP_URL: '', WORKERS_PORT: '' });
    expect(config).toMatchObject({ WEB_PUBLIC_URL: 'http://localhost:3000', WORKERS_LEASE_SECONDS: 30 });
    expect(config).not.toHaveProperty('REDIS_URL', expect.anything());
    expect(config).not.toHaveProperty('WORKERS_PORT', expect.anything());
  });

  it('takes the slash off the end of public addresses', () => {
    expect(readConfig({ DATABASE_URL, WEB_PUBLIC_URL: 'https://exchange.example.org/' }).WEB_PUBLIC_URL).toBe(
      'https://exchange.example.org',
    );
  });

  it.each([
    [{}, /DATABASE_URL must be an address like postgres:/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be an address like postgres:/],
    [{ DATABASE_URL, REDIS_URL: 'localhost' }, /REDIS_URL must be an address like redis:/],
    [{ DATABASE_URL, SMTP_URL: 'http://mail' }, /SMTP_URL must be an address like smtp:/],
    [{ DATABASE_URL, MAIL_FROM: 'The Exchange' }, /MAIL_FROM must be an address, or a name and an address/],
    [{ DATABASE_URL, MAIL_FROM: 'x@example.org\nBcc: y@example.org' }, /MAIL_FROM must be/],
    [{ DATABASE_URL, WORKERS_PORT: '70000' }, /WORKERS_PORT must be a whole number from 0 to 65535/],
    [{ DATABASE_URL, WORKERS_LEASE_SECONDS: '1' }, /WORKERS_LEASE_SECONDS must be a whole number from 2 to 600/],
    [{ DATABASE_URL, LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  ])('refuses %j', (environment, message) => expect(() => readConfig(environment)).toThrow(message));
});
