// Around each test file: files share a process, so what one changes in it is as it was before when it ends.
import { afterAll, expect, vi } from 'vitest';

// sharp sets VIPSHOME when it is loaded, once.
const environment = () => ({ ...process.env, VIPSHOME: undefined });
const before = { environment: environment(), folder: process.cwd() };

// Hooks run in reverse order: the file's own have tidied up by then.
afterAll(() => {
  expect(environment(), 'the environment, which the file changed and did not put back').toEqual(before.environment);
  expect(process.cwd()).toBe(before.folder);
  expect(vi.isFakeTimers(), 'whether the file stopped the clock').toBe(false);
});
