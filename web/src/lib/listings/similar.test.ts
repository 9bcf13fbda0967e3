// Similar listings are asked for once a minute, and a page does without them when they cannot be had.
import type { ListingCard } from '@exchange/contracts';
import { expect, it } from 'vitest';
import { createApi } from '../api/client.ts';
import { createSimilar } from './similar.ts';

it('asks once a minute for each listing, gives three at most, and keeps the last when the api is away', async () => {
  let asked = 0;
  let status = 200;
  const items = Array.from({ length: 5 }, (_, n) => ({ id: String(n) }) as ListingCard);
  const api = createApi({
    baseUrl: 'http://api',
    fetch: async () => {
      asked += 1;
      return new Response(JSON.stringify({ items }), { status });
    },
  });
  let time = 0;
  const similarTo = createSimilar(() => time);
  expect((await similarTo(api, 'a')).map(({ id }) => id)).toEqual(['0', '1', '2']);
  await similarTo(api, 'a');
  expect(asked).toBe(1);
  await similarTo(api, 'b');
  expect(asked).toBe(2);
  time = 61_000;
  status = 503;
  expect(await similarTo(api, 'a')).toHaveLength(3);
  expect(asked).toBe(3);
  expect(await similarTo(api, 'c')).toEqual([]);
});
