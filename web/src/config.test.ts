// The configuration: defaults, and one sentence that names what is wrong.
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const EXCHANGE_SECRET = 'x'.repeat(32);

describe('readConfig', () => {
  it('has a default for all but the secret', () => {
    expect(readConfig({ EXCHANGE_SECRET })).toMatchObject({
      WEB_PORT: 3000,
      API_URL: 'http://127.0.0.1:4000',
      WEB_PUBLIC_URL: 'http://localhost:3000',
    });
  });

  it('takes addresses with or without a slash at the end', () => {
    expect(readConfig({ EXCHANGE_SECRET, API_URL: 'http://api:4000/' }).API_URL).toBe('http://api:4000');
  });

  it('takes an address to write to, or none', () => {
    const contact = (CONTACT_EMAIL?: string) => readConfig({ EXCHANGE_SECRET, CONTACT_EMAIL }).CONTACT_EMAIL;
    expect([contact('team@example.org'), contact(''), contact()]).toEqual(['team@example.org', undefined, undefined]);
    expect(() => contact('nobody')).toThrow(/CONTACT_EMAIL must be an email address/);
  });

  it('names everything that is missing or wrong at once', () => {
    expect(() => readConfig({ EXCHANGE_SECRET: 'short', WEB_PORT: 'x' })).toThrow(
      /WEB_PORT.*EXCHANGE_SECRET must be 32/,
    );
    expect(() => readConfig({})).toThrow(/EXCHANGE_SECRET/);
  });
});
