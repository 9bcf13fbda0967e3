// What people do on pages, in the words they see there.
import { expect, type Locator, type Page } from '@playwright/test';

/** Signs in on the page, and waits until the header knows the person. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/login');
  await submitSignIn(page, email, password);
  await expect(page.getByText('account menu')).toBeAttached();
}

/**
 * Signs in by sending the form of the sign-in page without opening it, where signing in is not what is tested: the pages
 * that come next know the person. Nothing is open afterwards that was not before.
 * @throws Error when the page refuses
 */
export async function comeSignedIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const response = await page.request.post('/login', {
    form: { email, password },
    headers: { origin: process.env.E2E_WEB_URL ?? '', accept: 'text/html' },
    maxRedirects: 0,
  });
  if (response.status() !== 303) throw new Error(`signing in as ${email} was answered ${response.status()}`);
}

/** Fills in and sends the sign-in form that is open. */
export async function submitSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** What the summary above a form lists. */
export const problems = (page: Page) => page.getByRole('alert');

/** A field by its label, whether or not that says "(optional)". */
export const field = (within: Page | Locator, label: string) =>
  within.getByLabel(new RegExp(`^${label}\\s*(\\(optional\\))?$`));

/** Ticks boxes or chooses radios of a group, by their labels. */
export async function choose(page: Page, group: string, ...labels: string[]): Promise<void> {
  const fields = page.getByRole('group', { name: new RegExp(`^${group}`) });
  for (const label of labels) await fields.getByLabel(label, { exact: true }).check();
}

export const saveSection = (page: Page) => page.getByRole('button', { name: 'Save and continue' }).click();

/** Waits until the page's scripts have taken it over, in the project that has them. */
export async function hydrated(page: Page, scripted: boolean): Promise<void> {
  if (scripted) await expect(page.locator('#svelte-announcer')).toBeAttached();
}
