// The board of the queues: staff find it from the jobs, and it comes up under its strict policy; for anybody else it is not there.
import { comeSignedIn } from './support/pages.ts';
import { aMember } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { staff } from './start-exchange.ts';

test.use({ javaScriptEnabled: true });

test('staff look into the queues, and can press nothing there', async ({ page }) => {
  await comeSignedIn(page, staff);
  await page.goto('/staff/jobs');
  await page.getByRole('link', { name: 'See each job in the queues' }).click();
  // The test fails with any complaint in the console, as of the policy.
  await expect(page.getByRole('link', { name: /mail/ }).first()).toBeVisible();
  await page.getByRole('link', { name: /work/ }).first().click();
  await expect(page.getByText('records.prune').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /retry|clean|empty|pause/i })).toHaveCount(0);
});

test('the queues are not there for anybody else', async ({ page }) => {
  await page.goto('/staff/queues');
  await expect(page).toHaveURL(/\/login\?next=%2Fstaff%2Fqueues/);
  await comeSignedIn(page, await aMember('innovator'));
  const answers = await Promise.all(
    ['', '/', '/api/queues', '/static/favicon.ico'].map((path) => page.request.get(`/staff/queues${path}`)),
  );
  expect(answers.map((answer) => answer.status())).toEqual([404, 404, 404, 404]);
});
