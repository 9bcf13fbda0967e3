// Telling the api that a listing's page was opened: no cookie, nothing of who opened it, and never what a robot or a preload does.
import type { Api } from '../api/client.ts';

/** Names that robots, previews and monitors give themselves; a program without a name is taken for one. */
const ROBOT =
  /bot\b|bot[/_-]|crawl|spider|slurp|preview|facebookexternalhit|embedly|monitor|uptime|pingdom|lighthouse|headless|curl|wget|python|java\/|go-http|node|axios|fetch|scrapy|feed|archiver/i;

export const isRobot = (userAgent: string | null): boolean =>
  userAgent === null || userAgent.trim() === '' || ROBOT.test(userAgent);

/** Whether a request is somebody opening a page, not a browser fetching ahead of them. */
export function isOpening(headers: Headers): boolean {
  const purpose = `${headers.get('sec-purpose') ?? ''} ${headers.get('purpose') ?? ''}`;
  return !isRobot(headers.get('user-agent')) && !/prefetch|prerender|preview/i.test(purpose);
}

/** Counts one opening. A page never waits for it and never fails with it: a count that is lost is lost. */
export function countView(api: Api, id: string, headers: Headers): void {
  if (isOpening(headers)) void api.post(`/listings/${encodeURIComponent(id)}/views`, {});
}
