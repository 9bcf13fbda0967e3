// Previews of every kind are there after a start, and are replaced by the next.
import { emailKinds } from '@exchange/contracts';
import { emailPreviews } from '@exchange/db/emails/tables-delivery';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRenderer } from '../mail/render.ts';
import { writePreviews } from './write-previews.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('writes what every kind looks like, twice without harm', async () => {
  const { db } = database;
  const { render } = createRenderer({ webUrl: 'https://exchange.example.org', apiUrl: 'https://api.example.org' });
  await writePreviews(db, render);
  await Promise.all([writePreviews(db, render), writePreviews(db, render)]);
  const rows = await db.select().from(emailPreviews);
  expect(rows.map(({ kind }) => kind).sort()).toEqual([...emailKinds].sort());
  for (const { subject, text, html } of rows) {
    expect(subject).not.toBe('');
    expect(text.length).toBeGreaterThan(80);
    expect(html).toContain('</html>');
  }
});
