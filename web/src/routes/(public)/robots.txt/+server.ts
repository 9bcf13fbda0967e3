// What robots are asked to leave alone, and where the sitemap is.
import { getConfig } from '../../../config.ts';
import type { RequestHandler } from './$types';

const left = [
  '/account',
  '/staff',
  '/dev/',
  '/matches',
  '/interests',
  '/shortlists',
  '/notifications',
  '/unsubscribe',
  '/not-for-me',
];

export const GET: RequestHandler = () => {
  const lines = [
    'User-agent: *',
    ...left.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${getConfig().WEB_PUBLIC_URL}/sitemap.xml`,
    '',
  ];
  return new Response(lines.join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
