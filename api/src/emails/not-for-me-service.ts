// “Not for me, because …” by the link in a mail: the same service as on the pages, for the person whose mail it was.
import type { DismissBody, NotForMeLink, NotForMeView } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findAnswerer } from '@exchange/db/emails/feedback';
import { findMatch } from '@exchange/db/matching/queries';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { canReadInterests, canWriteInterests } from '../interests/policy.ts';
import { dismiss, reopen } from '../matching/service.ts';

interface Answerer {
  viewer: Viewer;
  view: NotForMeView;
}

/** @throws 404 when the link is none of ours, the match has gone, or the person has left the organisation */
async function readLink({ db }: Context, { token, match: id }: NotForMeLink): Promise<Answerer> {
  const answerer = await findAnswerer(db, token);
  const found = answerer && (await findMatch(db, id, 'interest'));
  if (
    !answerer ||
    !found ||
    found.match.interest?.id !== answerer.interestId ||
    !canReadInterests(answerer.viewer, found.interestOrganisationId)
  )
    throw notFound('What this link is about');
  const { viewer } = answerer;
  const mayAnswer = canWriteInterests(viewer, found.interestOrganisationId);
  return { viewer, view: { match: found.match, mayAnswer } };
}

export async function viewNotForMe(context: Context, link: NotForMeLink): Promise<NotForMeView> {
  return (await readLink(context, link)).view;
}

/** @throws 403 for a viewer of the organisation */
export async function answerNotForMe(context: Context, link: NotForMeLink, reason: DismissBody): Promise<NotForMeView> {
  const { viewer, view } = await readLink(context, link);
  return { ...view, match: await dismiss(context, viewer, link.match, reason) };
}

/** Takes it back: the match counts as seen. @throws 403 for a viewer of the organisation */
export async function takeBackNotForMe(context: Context, link: NotForMeLink): Promise<NotForMeView> {
  const { viewer, view } = await readLink(context, link);
  return { ...view, match: await reopen(context, viewer, link.match) };
}
