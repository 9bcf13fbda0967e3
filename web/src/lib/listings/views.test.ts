// Which requests count as somebody opening a page.
import { describe, expect, it } from 'vitest';
import { isOpening, isRobot } from './views.ts';

describe('isRobot', () => {
  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0)',
    'facebookexternalhit/1.1',
    'Twitterbot/1.0',
    'Slackbot-LinkExpanding 1.0',
    'curl/8.5.0',
    'python-requests/2.31',
    'UptimeRobot/2.0',
    'Mozilla/5.0 HeadlessChrome/120',
    '',
    null,
  ])('%s is one', (agent) => expect(isRobot(agent)).toBe(true));

  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
  ])('%s is none', (agent) => expect(isRobot(agent)).toBe(false));
});

describe('isOpening', () => {
  it('leaves out what a browser fetches ahead', () => {
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' };
    expect(isOpening(new Headers(headers))).toBe(true);
    expect(isOpening(new Headers({ ...headers, 'sec-purpose': 'prefetch;prerender' }))).toBe(false);
    expect(isOpening(new Headers({ ...headers, purpose: 'prefetch' }))).toBe(false);
  });
});
