// What a page does with a call that failed: the sign-in page, or the error page with the right status.
import { error, redirect } from '@sveltejs/kit';
import type { ApiResult } from './client.ts';

/**
 * Gives the data of a call, or leaves the page: 401 to the sign-in page (and back), anything else to the error page.
 * @param from the path to come back to after signing in
 */
export function need<T>(result: ApiResult<T>, from: string): T {
  if (result.ok) return result.data;
  if (result.status === 401) redirect(303, `/login?next=${encodeURIComponent(from)}`);
  const { message, requestId } = result.problem;
  error(result.status, message, requestId === undefined ? {} : { requestId });
}
